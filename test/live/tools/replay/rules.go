package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"sort"
	"strconv"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/rules"
	"github.com/prometheus/prometheus/tsdb"
)

// As Prometheus has them unless it is told otherwise.
const (
	defaultInterval = time.Minute
	lookback        = 5 * time.Minute
	maxSamples      = 50_000_000
	queryTimeout    = 2 * time.Minute
)

// schedule is a group, and when it is evaluated next.
type schedule struct {
	group    *rules.Group
	interval time.Duration
	next     time.Time
	// The state of each alert after the last evaluation, by the hash of its labels.
	alerts map[uint64]known
	failed map[string]bool
}

type known struct {
	state  rules.AlertState
	labels labels.Labels
}

type ruleSet struct {
	groups      []*schedule
	say         func(line) error
	evaluations int
}

// loadRules reads rule files; every is the interval of all groups, or nothing for each group's own.
func loadRules(files []string, db *tsdb.DB, from int64, every time.Duration, say func(line) error) (*ruleSet, error) {
	syntax := parser.NewParser(parser.Options{ExperimentalDurationExpr: true})
	engine := promql.NewEngine(promql.EngineOpts{
		MaxSamples:               maxSamples,
		Timeout:                  queryTimeout,
		LookbackDelta:            lookback,
		NoStepSubqueryIntervalFn: func(int64) int64 { return defaultInterval.Milliseconds() },
		EnableAtModifier:         true,
		EnableNegativeOffset:     true,
		Parser:                   syntax,
	})
	manager := rules.NewManager(&rules.ManagerOptions{
		ExternalURL: &url.URL{},
		QueryFunc:   rules.EngineQueryFunc(engine, db),
		NotifyFunc:  func(context.Context, string, ...*rules.Alert) {},
		Context:     context.Background(),
		Appendable:  db,
		Queryable:   db,
		Logger:      slog.New(slog.DiscardHandler),
		Parser:      syntax,
	})
	loaded, errs := manager.LoadGroups(defaultInterval, labels.EmptyLabels(), "", nil, false, files...)
	if len(errs) > 0 {
		return nil, fmt.Errorf("rules: %v", errs)
	}
	start := time.UnixMilli(from)
	set := &ruleSet{say: say}
	for _, group := range loaded {
		for _, rule := range group.AlertingRules() {
			// There is no former life to remember alerts from.
			rule.SetRestored(true)
		}
		first := group.EvalTimestamp(start.UnixNano())
		if first.Before(start) {
			first = first.Add(group.Interval())
		}
		interval := group.Interval()
		if every > 0 {
			interval = every
		}
		set.groups = append(set.groups, &schedule{group: group, interval: interval, next: first, alerts: map[uint64]known{}, failed: map[string]bool{}})
	}
	sort.Slice(set.groups, func(i, j int) bool { return set.groups[i].group.Name() < set.groups[j].group.Name() })
	return set, nil
}

// evaluateBefore evaluates all that is due before a time, in the order of time.
func (s *ruleSet) evaluateBefore(limit int64) error {
	end := time.UnixMilli(limit)
	for {
		sort.SliceStable(s.groups, func(i, j int) bool { return s.groups[i].next.Before(s.groups[j].next) })
		if len(s.groups) == 0 || !s.groups[0].next.Before(end) {
			return nil
		}
		due := s.groups[0]
		now := due.next
		due.group.Eval(context.Background(), now)
		s.evaluations += len(due.group.Rules())
		due.next = now.Add(due.interval)
		if err := s.tell(due, now); err != nil {
			return err
		}
	}
}

// tell says what the evaluation has changed.
func (s *ruleSet) tell(of *schedule, now time.Time) error {
	current := map[uint64]known{}
	for _, rule := range of.group.AlertingRules() {
		for _, alert := range rule.ActiveAlerts() {
			hash := alert.Labels.Hash()
			current[hash] = known{state: alert.State, labels: alert.Labels}
			if before, was := of.alerts[hash]; was && before.state == alert.State {
				continue
			}
			value := strconv.FormatFloat(alert.Value, 'g', 6, 64)
			if err := s.say(line{Time: now.UnixMilli(), State: alert.State.String(), Labels: alert.Labels.Map(), Value: value}); err != nil {
				return err
			}
		}
	}
	for hash, before := range of.alerts {
		if _, is := current[hash]; !is {
			if err := s.say(line{Time: now.UnixMilli(), State: rules.StateInactive.String(), Labels: before.labels.Map()}); err != nil {
				return err
			}
		}
	}
	of.alerts = current
	return s.tellFailures(of, now)
}

// tellFailures names a rule that cannot be evaluated, once.
func (s *ruleSet) tellFailures(of *schedule, now time.Time) error {
	for _, rule := range of.group.Rules() {
		if rule.LastError() == nil || of.failed[rule.Name()] {
			continue
		}
		of.failed[rule.Name()] = true
		if err := s.say(line{Time: now.UnixMilli(), Rule: rule.Name(), Error: rule.LastError().Error()}); err != nil {
			return err
		}
	}
	return nil
}
