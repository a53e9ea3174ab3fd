package main

// span is the time that is filled.
type span struct {
	start, end int64
}

// Samples of days before the newest are a minute apart, where they are not further apart anyway.
const coarse = minute

// times are the moments from one to before another at which a series of an interval has a sample.
func (s span) times(interval, from, to int64) []int64 {
	fine := interval * second
	var times []int64
	at := next(max(from, s.start), max(fine, coarse))
	for newest := s.end - day; at < min(to, newest); at += max(fine, coarse) {
		times = append(times, at)
	}
	for at = next(max(from, s.start, s.end-day), fine); at < min(to, s.end+1); at += fine {
		times = append(times, at)
	}
	return times
}

// next is the first multiple of a step that is not before a time.
func next(time, step int64) int64 {
	return (time + step - 1) / step * step
}

// As Prometheus's compaction leaves them with 35 days of retention: blocks of two hours become larger threefold, up to a tenth of that.
var blockLengths = []int64{54 * hour, 18 * hour, 6 * hour, 2 * hour}

// blocks are the stretches of time that have a block each.
func (s span) blocks() []span {
	var blocks []span
	for at := s.start / (2 * hour) * (2 * hour); at <= s.end; {
		length := 2 * hour
		for _, longer := range blockLengths {
			if at%longer == 0 && at+longer <= s.end {
				length = longer
				break
			}
		}
		blocks = append(blocks, span{at, at + length})
		at += length
	}
	return blocks
}
