// Command replay judges simulated time by real rules: it reads scrapes, stores them with Prometheus's database, evaluates rule
// groups with Prometheus's engine whenever each of them is due, and prints what becomes of alerts. Nothing in it waits: an hour
// takes as long as its arithmetic.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
)

// version is set by the linker: that of the module in go.mod.
var version string

const usage = `Usage: replay --data FOLDER --from MILLISECONDS [--judged MILLISECONDS] [--keep] RULE_FILE... < SCRAPES

Reads lines, in the order of their time, whose fields are separated by tabs:
  series  TARGET  JSON           the label sets of a target's series, as a list of objects
  scrape  TARGET  TIME  VALUES   a value for each of them, separated by blanks; _ for a series that is not there, and
                                 SCHEMA:FIRST:SUM:COUNT,COUNT,... for a native histogram whose buckets begin at index FIRST

TIME is in milliseconds. A series that was there and is no more gets the marker that the scraper writes. Rule groups are evaluated from
--from on and up to the last scrape: before --judged every five minutes, so that what reads their series finds some, and without a word
of alerts; from then on each at its own interval and offset. With --keep the database is left as a block that Prometheus can open. Prints
a line of JSON for each change of an alert's state, and one with totals at the end.
`

// A line of what is printed.
type line struct {
	// Change of an alert, or a rule that cannot be evaluated.
	Time   int64             `json:"time,omitempty"`
	State  string            `json:"state,omitempty"`
	Labels map[string]string `json:"labels,omitempty"`
	Value  string            `json:"value,omitempty"`
	Rule   string            `json:"rule,omitempty"`
	Error  string            `json:"error,omitempty"`
	// Totals.
	Samples     int    `json:"samples,omitempty"`
	Series      uint64 `json:"series,omitempty"`
	Evaluations int    `json:"evaluations,omitempty"`
}

func main() {
	data := flag.String("data", "", "the folder of the database")
	from := flag.Int64("from", 0, "when the first groups are evaluated")
	judged := flag.Int64("judged", 0, "from when on groups have their own intervals")
	keep := flag.Bool("keep", false, "leave the database for Prometheus to read")
	isVersion := flag.Bool("version", false, "print the version")
	flag.Usage = func() { fmt.Fprint(flag.CommandLine.Output(), usage) }
	flag.Parse()
	if *isVersion {
		fmt.Printf("replay, version %s\n", version)
		return
	}
	if err := run(options{data: *data, from: *from, judged: *judged, keep: *keep, files: flag.Args()}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type options struct {
	data   string
	from   int64
	judged int64
	keep   bool
	files  []string
}

func run(o options) error {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)

	store, err := openStore(o.data)
	if err != nil {
		return err
	}
	rules, err := loadRules(o.files, store.db, o.from, o.judged, func(l line) error { return encoder.Encode(l) })
	if err != nil {
		return err
	}
	if err := store.read(os.Stdin, rules.evaluateBefore); err != nil {
		return err
	}
	if err := rules.evaluateBefore(store.newest + 1); err != nil {
		return err
	}
	totals := line{Samples: store.samples, Series: store.db.Head().NumSeries(), Evaluations: rules.evaluations}
	if err := encoder.Encode(totals); err != nil {
		return err
	}
	if o.keep {
		if err := store.persist(); err != nil {
			return err
		}
	}
	return store.db.Close()
}
