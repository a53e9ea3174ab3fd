// Command fill makes up a past: it reads what series there are and what their values are like, finds with Prometheus's engine what
// recording rules make of them, and writes a month of both as blocks that Prometheus reads. Nothing is evaluated for the past: values are
// plausible, and only as many as there would be.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
	"sync"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/tsdb"
)

// version is set by the linker: that of the module in go.mod.
var version string

const usage = `Usage: fill --data FOLDER --end MILLISECONDS --days N RULE_FILE... < SERIES

Reads a JSON object a line: a series with its labels (__name__ among them), the interval in seconds between two of its samples, and what
its values are like: kind is counter (with rate, its growth a second), gauge or clock (with level), or native, a native histogram (with
rate, that of its sum, schema, first, the index of its first bucket, and rates, those of its buckets); whole tells that all values are
whole numbers. What the recording rules make of these is found by evaluating each at the end.

Writes so many days before the end: samples of the newest day at the series' own interval, those before it a minute apart unless the
interval is longer. Exporters restart once a week; of every alert, three instances fire for half an hour each four days. Prints a line of JSON with totals.
`

// totals are what is printed.
type totals struct {
	Scraped  int    `json:"scraped"`
	Recorded int    `json:"recorded"`
	Alerts   int    `json:"alerts"`
	Samples  uint64 `json:"samples"`
	Blocks   int    `json:"blocks"`
	// Recording rules that fail, and those that yield nothing.
	Failures []string `json:"failures"`
	Empty    []string `json:"empty"`
}

func main() {
	data := flag.String("data", "", "the folder that gets the blocks")
	end := flag.Int64("end", 0, "the time of the newest sample")
	days := flag.Int64("days", 30, "how long a past is made up")
	isVersion := flag.Bool("version", false, "print the version")
	flag.Usage = func() { fmt.Fprint(flag.CommandLine.Output(), usage) }
	flag.Parse()
	if *isVersion {
		fmt.Printf("fill, version %s\n", version)
		return
	}
	if err := run(*data, span{*end - *days*day, *end}, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(folder string, whole span, files []string) error {
	if folder == "" || whole.start <= 0 {
		return fmt.Errorf("--data or --end is missing: %s", usage)
	}
	scraped, err := readSeries(os.Stdin)
	if err != nil {
		return err
	}
	rules, err := loadRules(files)
	if err != nil {
		return err
	}
	virtual := newVirtual(whole)
	for _, one := range slices.Concat(scraped, rules.alerts) {
		if !virtual.add(one) {
			return fmt.Errorf("%s is declared twice", one.labels)
		}
	}
	failures, err := virtual.record(rules.recordings)
	if err != nil {
		return err
	}
	all := virtual.all()
	fmt.Fprintf(os.Stderr, "%d series scraped, %d of alerts, %d recorded\n", len(scraped), len(rules.alerts), len(all)-len(scraped)-len(rules.alerts))
	samples, blocks, err := writeAll(folder, all, whole)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(totals{
		Scraped: len(scraped), Recorded: len(all) - len(scraped) - len(rules.alerts), Alerts: len(rules.alerts),
		Samples: samples, Blocks: blocks, Failures: failures, Empty: virtual.withoutResult(rules.recordings),
	})
}

func (v *virtual) withoutResult(rules []rule) []string {
	var names []string
	for _, one := range rules {
		if len(v.byName[one.name]) == 0 && !slices.Contains(names, one.name) {
			names = append(names, one.name)
		}
	}
	return names
}

// writeAll writes blocks side by side, as many as there are cores.
func writeAll(folder string, all []*series, whole span) (uint64, int, error) {
	slices.SortFunc(all, func(a, b *series) int { return labels.Compare(a.labels, b.labels) })
	blocks := whole.blocks()
	results := make([]tsdb.BlockStats, len(blocks))
	errs := make([]error, len(blocks))
	var lock sync.Mutex
	var wait sync.WaitGroup
	left := 0
	for range min(runtime.GOMAXPROCS(0), len(blocks)) {
		wait.Go(func() {
			for {
				lock.Lock()
				i := left
				left++
				lock.Unlock()
				if i >= len(blocks) {
					return
				}
				results[i], errs[i] = writeBlock(folder, all, blocks[i], whole)
				fmt.Fprintf(os.Stderr, "block %d of %d\n", i+1, len(blocks))
			}
		})
	}
	wait.Wait()
	samples := uint64(0)
	for i, err := range errs {
		if err != nil {
			return 0, 0, err
		}
		samples += results[i].NumSamples
	}
	return samples, len(blocks), nil
}
