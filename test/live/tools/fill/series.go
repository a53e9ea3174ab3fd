package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"

	"github.com/prometheus/prometheus/model/labels"
)

// What the values of a series are like.
const (
	// Grows, and begins anew every week.
	counter = "counter"
	// Stays near a level.
	gauge = "gauge"
	// Is a time, or one since when so much time has passed: it goes with the time.
	clock = "clock"
	// A native histogram, whose buckets are counters.
	native = "native"
)

// declaration is a series as it is told on standard input.
type declaration struct {
	Labels map[string]string `json:"labels"`
	// Seconds between two samples of the newest day.
	Interval int64  `json:"interval"`
	Kind     string `json:"kind"`
	// Whether all values are whole numbers.
	Whole bool `json:"whole"`
	// Of a gauge, where it stays; of a clock, what it shows at the end.
	Level float64 `json:"level"`
	// Of a counter, its growth in a second; of a native histogram, that of its sum.
	Rate float64 `json:"rate"`
	// Of a native histogram: its schema, the index of its first bucket, and the growth of each in a second.
	Schema int32     `json:"schema"`
	First  int32     `json:"first"`
	Rates  []float64 `json:"rates"`
}

type series struct {
	declaration
	labels labels.Labels
	// Tells its chance from that of others, and when its exporter restarts: that is the same for all of its series.
	chance, restart uint64
	// Is there for half an hour every few days, as alerts are.
	sporadic bool
}

func newSeries(told declaration) (*series, error) {
	builder := labels.NewBuilder(labels.EmptyLabels())
	for name, value := range told.Labels {
		builder.Set(name, value)
	}
	made := &series{declaration: told, labels: builder.Labels()}
	made.Labels = nil
	if made.Interval <= 0 {
		return nil, fmt.Errorf("%s: an interval of %d s", made.labels, made.Interval)
	}
	switch made.Kind {
	case counter, gauge, clock:
	case native:
		if len(made.Rates) == 0 {
			return nil, fmt.Errorf("%s: a histogram without buckets", made.labels)
		}
	default:
		return nil, fmt.Errorf("%s: no kind of values is called %q", made.labels, made.Kind)
	}
	made.chance = mixed(made.labels.Hash())
	made.restart = hash(made.labels.Get("job") + made.labels.Get("instance"))
	return made, nil
}

// readSeries reads a declaration a line.
func readSeries(lines io.Reader) ([]*series, error) {
	scanner := bufio.NewScanner(lines)
	scanner.Buffer(make([]byte, 1<<16), 1<<24)
	var read []*series
	for number := 1; scanner.Scan(); number++ {
		var told declaration
		if err := json.Unmarshal(scanner.Bytes(), &told); err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
		made, err := newSeries(told)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
		read = append(read, made)
	}
	return read, scanner.Err()
}

func hash(text string) uint64 {
	sum := fnv.New64a()
	sum.Write([]byte(text))
	return mixed(sum.Sum64())
}

// mixed turns numbers that are close into ones that are far from each other (the last step of SplitMix64).
func mixed(value uint64) uint64 {
	value ^= value >> 30
	value *= 0xbf58476d1ce4e5b9
	value ^= value >> 27
	value *= 0x94d049bb133111eb
	return value ^ value>>31
}
