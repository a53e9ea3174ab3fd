package main

import (
	"math"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/value"
)

// All times are milliseconds.
const (
	second = int64(1000)
	minute = 60 * second
	hour   = 60 * minute
	day    = 24 * hour
	week   = 7 * day
)

const (
	// How much more, or less, is done at the height of a day than on its mean.
	swing = 0.3
	// Seconds by which what has been done is ahead or behind: less than a scrape, so that counters never fall.
	jitter = 4
	// By how much of its level a gauge is off.
	scatter = 0.03
	// Whole levels up to this are states, and keep.
	states = 3
	// Levels from this on are times in the past, and keep.
	moments = 1e9
)

// Alerts fire for half an hour every four days; of ten, one does so at the end.
const (
	spell       = 30 * minute
	spellsEvery = 4 * day
	firingNow   = 10
)

var staleness = math.Float64frombits(value.StaleNaN)

// done is how much has been done since 1970, in seconds of usual work.
func done(time int64) float64 {
	seconds := float64(time) / 1000
	const perDay = 2 * math.Pi / 86400
	return seconds + swing/perDay*math.Sin(seconds*perDay) + jitter*unit(uint64(time))
}

// unit is a number from -1 to 1 that jumps from one index to the next.
func unit(index uint64) float64 {
	return float64(mixed(index))/(1<<63) - 1
}

// since is when the series' exporter started, as of a time.
func (s *series) since(time int64) int64 {
	return time - (time+int64(s.restart%uint64(week)))%week
}

// number is the value at a time of a series that is no native histogram.
func (s *series) number(time int64, doneNow, doneAtStart float64, end int64) float64 {
	switch s.Kind {
	case counter:
		grown := s.Rate * (doneNow - doneAtStart)
		if s.Whole {
			return math.Floor(grown)
		}
		return grown
	case clock:
		return s.Level + float64(time-end)/1000
	}
	if s.isStill() {
		return s.Level
	}
	near := s.Level * (1 + scatter*unit(s.chance+uint64(time/(s.Interval*second))))
	if s.Whole {
		return math.Round(near)
	}
	return near
}

func (s *series) isStill() bool {
	// The bounds of a distribution, held against others.
	if s.labels.Has(labelOfBounds) {
		return true
	}
	return s.Whole && math.Abs(s.Level) <= states || math.Abs(s.Level) >= moments
}

const labelOfBounds = "le"

func (s *series) histogram(doneNow, doneAtStart float64) *histogram.Histogram {
	grown := doneNow - doneAtStart
	made := &histogram.Histogram{
		Schema:          s.Schema,
		Sum:             s.Rate * grown,
		PositiveSpans:   []histogram.Span{{Offset: s.First, Length: uint32(len(s.Rates))}},
		PositiveBuckets: make([]int64, len(s.Rates)),
	}
	before := int64(0)
	for i, rate := range s.Rates {
		count := int64(rate * grown)
		made.Count += uint64(count)
		made.PositiveBuckets[i] = count - before
		before = count
	}
	return made
}

// isThere tells whether a series that comes and goes is there.
func (s *series) isThere(time, end int64) bool {
	if !s.sporadic {
		return true
	}
	of := hash(s.labels.Get("alertname"))
	begins := int64(of % uint64(spellsEvery))
	if of%firingNow == 0 {
		begins = (end - spell/2) % spellsEvery
	}
	return (time-begins)%spellsEvery < spell
}
