package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb"
)

// A year in one piece of memory: nothing is compacted or deleted while time is replayed.
const blockDuration = 365 * 24 * time.Hour

// The longest line: one scrape of thousands of series.
const maxLine = 64 << 20

// target remembers the series of a target, and which of them its last scrape brought.
type target struct {
	labels  []labels.Labels
	refs    []storage.SeriesRef
	present []bool
}

type store struct {
	db      *tsdb.DB
	targets map[string]*target
	// Scrapes that are not yet visible to queries.
	open storage.Appender
	// The time of the last scrape.
	newest  int64
	samples int
}

func openStore(folder string) (*store, error) {
	if folder == "" {
		return nil, fmt.Errorf("--data is missing: %s", usage)
	}
	options := tsdb.DefaultOptions()
	options.MinBlockDuration = blockDuration.Milliseconds()
	options.MaxBlockDuration = blockDuration.Milliseconds()
	options.RetentionDuration = 0
	options.WALSegmentSize = -1
	db, err := tsdb.Open(folder, slog.New(slog.DiscardHandler), nil, options, nil)
	if err != nil {
		return nil, err
	}
	return &store{db: db, targets: map[string]*target{}}, nil
}

// read stores what the lines say, and tells of every new time, before anything of it is stored.
func (s *store) read(lines io.Reader, due func(time int64) error) error {
	scanner := bufio.NewScanner(lines)
	scanner.Buffer(make([]byte, 1<<20), maxLine)
	for number := 1; scanner.Scan(); number++ {
		if err := s.take(strings.Split(scanner.Text(), "\t"), due); err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
	}
	if err := scanner.Err(); err != nil {
		return err
	}
	return s.commit()
}

func (s *store) take(fields []string, due func(time int64) error) error {
	switch {
	case fields[0] == "series" && len(fields) == 3:
		return s.declare(fields[1], fields[2])
	case fields[0] == "scrape" && len(fields) == 4:
		now, err := strconv.ParseInt(fields[2], 10, 64)
		if err != nil {
			return err
		}
		if now < s.newest {
			return fmt.Errorf("a scrape at %d after one at %d", now, s.newest)
		}
		if now > s.newest {
			if err := s.commit(); err != nil {
				return err
			}
			if err := due(now); err != nil {
				return err
			}
			s.newest = now
		}
		return s.scrape(fields[1], now, strings.Split(fields[3], " "))
	default:
		return fmt.Errorf("neither series nor scrape, or with another number of fields: %.80s", strings.Join(fields, "\t"))
	}
}

func (s *store) declare(name, text string) error {
	if _, known := s.targets[name]; known {
		return fmt.Errorf("target %s is declared twice", name)
	}
	var sets []map[string]string
	if err := json.Unmarshal([]byte(text), &sets); err != nil {
		return err
	}
	declared := &target{refs: make([]storage.SeriesRef, len(sets)), present: make([]bool, len(sets))}
	for _, set := range sets {
		declared.labels = append(declared.labels, labels.FromMap(set))
	}
	s.targets[name] = declared
	return nil
}

func (s *store) scrape(name string, now int64, values []string) error {
	of, known := s.targets[name]
	if !known {
		return fmt.Errorf("target %s has not declared its series", name)
	}
	if len(values) != len(of.labels) {
		return fmt.Errorf("target %s has %d series, and brings %d values", name, len(of.labels), len(values))
	}
	for i, text := range values {
		isPresent := text != absent
		if isPresent || of.present[i] {
			if err := s.append(of, i, now, text); err != nil {
				return fmt.Errorf("%s: %w", of.labels[i], err)
			}
		}
		of.present[i] = isPresent
	}
	return nil
}

func (s *store) append(of *target, i int, now int64, text string) error {
	if s.open == nil {
		s.open = s.db.Appender(context.Background())
	}
	number, buckets, err := parse(text)
	if err != nil {
		return err
	}
	ref := of.refs[i]
	if buckets != nil {
		ref, err = s.open.AppendHistogram(ref, of.labels[i], now, buckets, nil)
	} else {
		ref, err = s.open.Append(ref, of.labels[i], now, number)
	}
	if err != nil {
		return err
	}
	of.refs[i] = ref
	s.samples++
	return nil
}

func (s *store) commit() error {
	if s.open == nil {
		return nil
	}
	appender := s.open
	s.open = nil
	return appender.Commit()
}

// persist writes what is in memory as a block.
func (s *store) persist() error {
	head := s.db.Head()
	return s.db.CompactHead(tsdb.NewRangeHead(head, head.MinTime(), head.MaxTime()))
}
