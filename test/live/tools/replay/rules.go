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

// In the past, rules only leave what later ones read: just often enough for them to find it.
const pastInterval = lookback

// schedule is a group, and when it is evaluated next.
type schedule struct {
	group *rules.Group
	next  time.Time
	// The state of each alert after the last evaluation, by the hash of its labels.
	alerts map[uint64]known
	failed map[string]bool
}

type known struct {
	state  rules.AlertState
	labels labels.Labels
}

type ruleSet struct {
	groups []*schedule
	say    func(line) error
	// From when on groups are evaluated at their own intervals, and alerts are told of.
	judged      time.Time
	evaluations int
}

func loadRules(files []string, db *tsdb.DB, from, judged int64, say func(line) error) (*ruleSet, error) {
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
	set := &ruleSet{say: say, judged: time.UnixMilli(judged)}
	for _, group := range loaded {
		for _, rule := range group.AlertingRules() {
			// There is no former life to remember alerts from.
			rule.SetRestored(true)
		}
		first := firstFrom(group, time.UnixMilli(from))
		set.groups = append(set.groups, &schedule{group: group, next: first, alerts: map[uint64]known{}, failed: map[string]bool{}})
	}
	sort.Slice(set.groups, func(i, j int) bool { return set.groups[i].group.Name() < set.groups[j].group.Name() })
	return set, nil
}

// firstFrom is when a group is evaluated for the first time, at its own offset within its interval.
func firstFrom(group *rules.Group, start time.Time) time.Time {
	first := group.EvalTimestamp(start.UnixNano())
	if first.Before(start) {
		return first.Add(group.Interval())
	}
	return first
}

// following is when a group is evaluated next: seldom in the past, and later as often as it says.
func (s *ruleSet) following(group *rules.Group, now time.Time) time.Time {
	if !now.Before(s.judged) {
		return now.Add(group.Interval())
	}
	if next := now.Add(max(pastInterval, group.Interval())); next.Before(s.judged) {
		return next
	}
	return firstFrom(group, s.judged)
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
		due.next = s.following(due.group, now)
		if err := s.tell(due, now); err != nil {
			return err
		}
	}
}

// tell says what the evaluation has changed. What fires already when the past ends is told then.
func (s *ruleSet) tell(of *schedule, now time.Time) error {
	if now.Before(s.judged) {
		return s.tellFailures(of, now)
	}
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
