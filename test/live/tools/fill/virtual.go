package main

import (
	"context"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb/chunkenc"
	"github.com/prometheus/prometheus/tsdb/chunks"
	"github.com/prometheus/prometheus/util/annotations"
)

// virtual answers queries from what series will be like once they are written.
type virtual struct {
	span   span
	byName map[string][]*series
	known  map[uint64]bool
}

func newVirtual(of span) *virtual {
	return &virtual{span: of, byName: map[string][]*series{}, known: map[uint64]bool{}}
}

// add takes a series, and tells whether it is a new one.
func (v *virtual) add(one *series) bool {
	hash := one.labels.Hash()
	if v.known[hash] {
		return false
	}
	v.known[hash] = true
	name := one.labels.Get(labels.MetricName)
	v.byName[name] = append(v.byName[name], one)
	return true
}

func (v *virtual) all() []*series {
	var all []*series
	for _, some := range v.byName {
		all = append(all, some...)
	}
	return all
}

func (v *virtual) Querier(from, to int64) (storage.Querier, error) {
	return &querier{of: v, from: from, to: to}, nil
}

type querier struct {
	storage.LabelQuerier
	of       *virtual
	from, to int64
}

func (q *querier) Close() error { return nil }

func (q *querier) Select(_ context.Context, _ bool, _ *storage.SelectHints, matchers ...*labels.Matcher) storage.SeriesSet {
	found := &set{at: -1}
	for _, one := range q.candidates(matchers) {
		if matches(one.labels, matchers) {
			found.series = append(found.series, storage.NewListSeries(one.labels, q.of.samples(one, q.from, q.to)))
		}
	}
	return found
}

func (q *querier) candidates(matchers []*labels.Matcher) []*series {
	for _, matcher := range matchers {
		if matcher.Name == labels.MetricName && matcher.Type == labels.MatchEqual {
			return q.of.byName[matcher.Value]
		}
	}
	return q.of.all()
}

func matches(of labels.Labels, matchers []*labels.Matcher) bool {
	for _, matcher := range matchers {
		if !matcher.Matches(of.Get(matcher.Name)) {
			return false
		}
	}
	return true
}

// samples of a series from one time to another, both included. What comes and goes has just come: so it is known what is made of it, and
// of its beginning.
func (v *virtual) samples(of *series, from, to int64) []chunks.Sample {
	if of.sporadic {
		from = max(from, v.span.end-of.Interval*second+1)
	}
	var made []chunks.Sample
	for _, time := range v.span.times(of.Interval, from, to+1) {
		doneNow, doneAtStart := done(time), done(of.since(time))
		if of.Kind == native {
			made = append(made, sample{time: time, buckets: of.histogram(doneNow, doneAtStart)})
		} else {
			made = append(made, sample{time: time, number: of.number(time, doneNow, doneAtStart, v.span.end)})
		}
	}
	return made
}

type set struct {
	series []storage.Series
	at     int
}

func (s *set) Next() bool                      { s.at++; return s.at < len(s.series) }
func (s *set) At() storage.Series              { return s.series[s.at] }
func (*set) Err() error                        { return nil }
func (*set) Warnings() annotations.Annotations { return nil }

type sample struct {
	time    int64
	number  float64
	buckets *histogram.Histogram
}

func (s sample) T() int64                { return s.time }
func (sample) ST() int64                 { return 0 }
func (s sample) F() float64              { return s.number }
func (s sample) H() *histogram.Histogram { return s.buckets }
func (s sample) Copy() chunks.Sample     { return s }

func (s sample) FH() *histogram.FloatHistogram {
	if s.buckets == nil {
		return nil
	}
	return s.buckets.ToFloat(nil)
}

func (s sample) Type() chunkenc.ValueType {
	if s.buckets == nil {
		return chunkenc.ValFloat
	}
	return chunkenc.ValHistogram
}
