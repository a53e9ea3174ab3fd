package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"

	"github.com/oklog/ulid/v2"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb"
	"github.com/prometheus/prometheus/tsdb/chunkenc"
	"github.com/prometheus/prometheus/tsdb/chunks"
	"github.com/prometheus/prometheus/tsdb/index"
)

// As many as Prometheus puts into a chunk.
const samplesPerChunk = 120

// grid are the moments of a block at which series of one interval have samples, and what has been done by then.
type grid struct {
	times []int64
	done  []float64
}

// block writes one.
type block struct {
	within, whole span
	grids         map[int64]*grid
	stats         tsdb.BlockStats
}

// writeBlock writes what the series have in a stretch of time. They are sorted by their labels.
func writeBlock(folder string, sorted []*series, within, whole span) (tsdb.BlockStats, error) {
	id, err := ulid.New(uint64(within.end), rand.Reader)
	if err != nil {
		return tsdb.BlockStats{}, err
	}
	folder = filepath.Join(folder, id.String())
	made := &block{within: within, whole: whole, grids: map[int64]*grid{}}
	if err := made.write(folder, sorted); err != nil {
		return tsdb.BlockStats{}, err
	}
	meta := tsdb.BlockMeta{
		ULID: id, MinTime: within.start, MaxTime: within.end, Stats: made.stats, Version: 1,
		Compaction: tsdb.BlockMetaCompaction{Level: 1, Sources: []ulid.ULID{id}},
	}
	text, err := json.Marshal(meta)
	if err != nil {
		return tsdb.BlockStats{}, err
	}
	return made.stats, os.WriteFile(filepath.Join(folder, "meta.json"), text, 0o644)
}

func (b *block) write(folder string, sorted []*series) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	data, err := chunks.NewWriter(filepath.Join(folder, "chunks"))
	if err != nil {
		return err
	}
	toc, err := index.NewWriter(context.Background(), filepath.Join(folder, "index"))
	if err != nil {
		return err
	}
	for _, symbol := range symbols(sorted) {
		if err := toc.AddSymbol(symbol); err != nil {
			return err
		}
	}
	for i, one := range sorted {
		made, err := b.chunks(one)
		if err != nil {
			return err
		}
		if len(made) == 0 {
			continue
		}
		if err := data.WriteChunks(made...); err != nil {
			return err
		}
		if err := toc.AddSeries(storage.SeriesRef(i+1), one.labels, made...); err != nil {
			return err
		}
		b.stats.NumSeries++
		b.stats.NumChunks += uint64(len(made))
	}
	if err := data.Close(); err != nil {
		return err
	}
	return toc.Close()
}

func symbols(of []*series) []string {
	found := map[string]bool{}
	for _, one := range of {
		one.labels.Range(func(label labels.Label) {
			found[label.Name] = true
			found[label.Value] = true
		})
	}
	sorted := make([]string, 0, len(found))
	for symbol := range found {
		sorted = append(sorted, symbol)
	}
	slices.Sort(sorted)
	return sorted
}

func (b *block) grid(interval int64) *grid {
	if known := b.grids[interval]; known != nil {
		return known
	}
	made := &grid{times: b.whole.times(interval, b.within.start, b.within.end)}
	for _, time := range made.times {
		made.done = append(made.done, done(time))
	}
	b.grids[interval] = made
	return made
}

func (b *block) chunks(of *series) ([]chunks.Meta, error) {
	var (
		made        []chunks.Meta
		grid        = b.grid(of.Interval)
		open        *cut
		restarts    int64
		doneAtStart float64
		wasThere    bool
	)
	for i, time := range grid.times {
		isThere := of.isThere(time, b.whole.end)
		if !isThere && !wasThere {
			continue
		}
		if time >= restarts {
			start := of.since(time)
			restarts, doneAtStart = start+week, done(start)
			// Its buckets begin anew, and so does its chunk.
			if of.Kind == native {
				made, open = append(made, open.closed()...), nil
			}
		}
		if open == nil || open.chunk.NumSamples() == samplesPerChunk {
			made = append(made, open.closed()...)
			var err error
			if open, err = newCut(of, time); err != nil {
				return nil, err
			}
		}
		if err := open.append(of, time, grid.done[i], doneAtStart, b.whole.end, isThere); err != nil {
			return nil, err
		}
		wasThere = isThere
		b.stats.NumSamples++
	}
	return append(made, open.closed()...), nil
}

// cut is a chunk that still gets samples.
type cut struct {
	chunk    chunkenc.Chunk
	to       chunkenc.Appender
	from, by int64
}

func newCut(of *series, time int64) (*cut, error) {
	var chunk chunkenc.Chunk = chunkenc.NewXORChunk()
	if of.Kind == native {
		chunk = chunkenc.NewHistogramChunk()
	}
	to, err := chunk.Appender()
	return &cut{chunk: chunk, to: to, from: time}, err
}

func (c *cut) append(of *series, time int64, doneNow, doneAtStart float64, end int64, isThere bool) error {
	c.by = time
	switch {
	case of.Kind == native:
		_, _, _, err := c.to.AppendHistogram(nil, 0, time, of.histogram(doneNow, doneAtStart), true)
		return err
	case isThere:
		c.to.Append(0, time, of.number(time, doneNow, doneAtStart, end))
	default:
		c.to.Append(0, time, staleness)
	}
	return nil
}

// closed is the chunk as it is written: none if there is none yet.
func (c *cut) closed() []chunks.Meta {
	if c == nil {
		return nil
	}
	return []chunks.Meta{{Chunk: c.chunk, MinTime: c.from, MaxTime: c.by}}
}
