package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/value"
)

// A series that a scrape does not bring.
const absent = "_"

var staleness = math.Float64frombits(value.StaleNaN)

// parse reads a value: a number, or a native histogram.
func parse(text string) (float64, *histogram.Histogram, error) {
	if text == absent {
		return staleness, nil, nil
	}
	if fields := strings.Split(text, ":"); len(fields) == 4 {
		buckets, err := parseHistogram(fields)
		return 0, buckets, err
	}
	number, err := strconv.ParseFloat(text, 64)
	return number, nil, err
}

// parseHistogram reads the schema, the index of the first bucket, the sum, and the counts of buckets without a gap.
func parseHistogram(fields []string) (*histogram.Histogram, error) {
	schema, err := strconv.ParseInt(fields[0], 10, 32)
	if err != nil {
		return nil, err
	}
	first, err := strconv.ParseInt(fields[1], 10, 32)
	if err != nil {
		return nil, err
	}
	sum, err := strconv.ParseFloat(fields[2], 64)
	if err != nil {
		return nil, err
	}
	counts := strings.Split(fields[3], ",")
	read := &histogram.Histogram{
		Schema:        int32(schema),
		ZeroThreshold: 0x1p-128,
		Sum:           sum,
		PositiveSpans: []histogram.Span{{Offset: int32(first), Length: uint32(len(counts))}},
	}
	before := int64(0)
	for _, text := range counts {
		count, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, err
		}
		if count < 0 {
			return nil, fmt.Errorf("a bucket of %d observations", count)
		}
		read.Count += uint64(count)
		read.PositiveBuckets = append(read.PositiveBuckets, count-before)
		before = count
	}
	return read, nil
}
