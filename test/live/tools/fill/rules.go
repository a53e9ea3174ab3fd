package main

import (
	"context"
	"fmt"
	"log/slog"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
)

// How many instances of each alert fire at once, where alerts are made up.
const instancesOfAlert = 3

// rule is one that records.
type rule struct {
	name     string
	expr     string
	labels   map[string]string
	interval int64
	// The names of the series that it reads; empty for any name.
	reads []string
}

type ruleSet struct {
	recordings []rule
	alerts     []*series
}

var syntax = parser.NewParser(parser.Options{})

func loadRules(files []string) (*ruleSet, error) {
	loaded := &ruleSet{}
	for _, file := range files {
		groups, errs := rulefmt.ParseFile(file, false, model.UTF8Validation, syntax, slog.New(slog.DiscardHandler))
		if len(errs) > 0 {
			return nil, fmt.Errorf("%s: %v", file, errs)
		}
		for _, group := range groups.Groups {
			if err := loaded.take(group); err != nil {
				return nil, fmt.Errorf("%s, group %s: %w", file, group.Name, err)
			}
		}
	}
	return loaded, nil
}

func (r *ruleSet) take(group rulefmt.RuleGroup) error {
	interval := int64(time.Duration(group.Interval) / time.Second)
	if interval == 0 {
		return fmt.Errorf("it does not say how often it is evaluated")
	}
	for _, one := range group.Rules {
		if one.Record == "" {
			alerts, err := firing(one, interval)
			if err != nil {
				return err
			}
			r.alerts = append(r.alerts, alerts...)
			continue
		}
		reads, err := selected(one.Expr)
		if err != nil {
			return err
		}
		r.recordings = append(r.recordings, rule{one.Record, one.Expr, one.Labels, interval, reads})
	}
	return nil
}

// firing are the series that Prometheus keeps of an alert, for some of its instances.
func firing(alert rulefmt.Rule, interval int64) ([]*series, error) {
	var made []*series
	for i := range instancesOfAlert {
		for _, name := range []string{"ALERTS", "ALERTS_FOR_STATE"} {
			told := declaration{Labels: map[string]string{}, Interval: interval, Kind: gauge, Whole: true, Level: 1}
			for label, value := range alert.Labels {
				told.Labels[label] = value
			}
			told.Labels[labels.MetricName] = name
			told.Labels["alertname"] = alert.Alert
			told.Labels["instance"] = strconv.Itoa(i)
			if name == "ALERTS" {
				told.Labels["alertstate"] = "firing"
			} else {
				told.Level = moments
			}
			one, err := newSeries(told)
			if err != nil {
				return nil, err
			}
			one.sporadic = true
			made = append(made, one)
		}
	}
	return made, nil
}

// selected are the names of the series that an expression reads.
func selected(expr string) ([]string, error) {
	parsed, err := syntax.ParseExpr(expr)
	if err != nil {
		return nil, err
	}
	var names []string
	parser.Inspect(parsed, func(node parser.Node, _ []parser.Node) error {
		if selector, is := node.(*parser.VectorSelector); is {
			names = append(names, nameOf(selector))
		}
		return nil
	})
	return names, nil
}

func nameOf(selector *parser.VectorSelector) string {
	for _, matcher := range selector.LabelMatchers {
		if matcher.Name == labels.MetricName && matcher.Type == labels.MatchEqual {
			return matcher.Value
		}
	}
	return ""
}

// inOrder puts what is read before what reads it, as far as rules do not read each other in a circle.
func inOrder(rules []rule) []rule {
	byName := map[string][]int{}
	for i, one := range rules {
		byName[one.name] = append(byName[one.name], i)
	}
	var ordered []rule
	seen := make([]bool, len(rules))
	var visit func(i int)
	visit = func(i int) {
		if seen[i] {
			return
		}
		seen[i] = true
		for _, name := range rules[i].reads {
			for _, other := range byName[name] {
				visit(other)
			}
		}
		ordered = append(ordered, rules[i])
	}
	for i := range rules {
		visit(i)
	}
	return ordered
}

// More rounds than rules that read each other in a circle could need.
const maxRounds = 12

// record adds what the rules record at the end, from what is there: to this the past of their results is made alike. It names the rules
// that fail.
func (v *virtual) record(rules []rule) ([]string, error) {
	engine := promql.NewEngine(promql.EngineOpts{
		MaxSamples:               math.MaxInt,
		Timeout:                  time.Hour,
		LookbackDelta:            5 * time.Minute,
		NoStepSubqueryIntervalFn: func(int64) int64 { return minute },
		EnableAtModifier:         true,
		EnableNegativeOffset:     true,
		Parser:                   syntax,
	})
	ordered := inOrder(rules)
	var grown map[string]bool
	for range maxRounds {
		failures, grows := []string{}, map[string]bool{}
		for _, one := range ordered {
			if grown != nil && !slices.ContainsFunc(one.reads, func(name string) bool { return name == "" || grown[name] }) {
				continue
			}
			added, err := v.evaluate(engine, one)
			if err != nil {
				failures = append(failures, fmt.Sprintf("%s: %v", one.name, err))
			}
			if added {
				grows[one.name] = true
			}
		}
		if len(grows) == 0 || len(failures) > 0 {
			return failures, nil
		}
		grown = grows
	}
	return nil, fmt.Errorf("rules read each other in a circle, and have ever more results")
}

func (v *virtual) evaluate(engine *promql.Engine, of rule) (bool, error) {
	query, err := engine.NewInstantQuery(context.Background(), v, nil, of.expr, time.UnixMilli(v.span.end))
	if err != nil {
		return false, err
	}
	defer query.Close()
	result := query.Exec(context.Background())
	if result.Err != nil {
		return false, result.Err
	}
	vector, is := result.Value.(promql.Vector)
	if !is {
		return false, fmt.Errorf("its result is a %s", result.Value.Type())
	}
	added := false
	for _, one := range vector {
		if one.H != nil {
			return false, fmt.Errorf("it records a native histogram, whose past cannot be made up here")
		}
		made, err := v.recorded(of, one)
		if err != nil {
			return false, err
		}
		added = v.add(made) || added
	}
	return added, nil
}

func (v *virtual) recorded(of rule, result promql.Sample) (*series, error) {
	told := declaration{Labels: result.Metric.Map(), Interval: of.interval, Kind: gauge}
	for label, value := range of.labels {
		told.Labels[label] = value
	}
	told.Labels[labels.MetricName] = of.name
	if !math.IsNaN(result.F) && !math.IsInf(result.F, 0) {
		told.Level = result.F
	}
	told.Whole = told.Level == math.Trunc(told.Level)
	made, err := newSeries(told)
	if err != nil {
		return nil, err
	}
	made.sporadic = len(of.reads) > 0 && !slices.ContainsFunc(of.reads, func(name string) bool {
		return !slices.ContainsFunc(v.byName[name], func(read *series) bool { return read.sporadic })
	})
	return made, nil
}
