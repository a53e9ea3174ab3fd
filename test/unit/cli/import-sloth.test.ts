import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import ts from 'typescript';
import { main } from '../../../cli/import-sloth';
import { lines, lineText } from '../../../cli/import-sloth/account';
import { leaves, pathText, type Node } from '../../../cli/import-sloth/node';
import { print, RESERVED } from '../../../cli/import-sloth/print';
import { readFile } from '../../../cli/import-sloth/spec';
import { translate } from '../../../cli/import-sloth/translate';
import { main as probecard } from '../../../cli/probecard';
import * as promql from '../../../promql';
import * as signals from '../../../signals';
import { diagnostics } from '../../types/compile';

/** A spec of one SLO; `sli` and `more` are YAML in flow style. */
const spec = (sli: string, more = ''): string => `
version: prometheus/v1
service: kiln
slos:
  - name: firing
    objective: 99.5
    description: Batches come out whole
    sli: ${sli}
    alerting: { page_alert: { labels: { severity: critical } }, ticket_alert: { labels: { severity: warning } } }
    ${more}
`;
const events = (error: string, total: string): string =>
  spec(`{ events: { error_query: '${error}', total_query: '${total}' } }`);

const carry = (text: string) => {
  const translation = translate(text, RESERVED);
  const code = print(translation, 'kiln.yml');
  return { code, lost: lines(translation.lost).map(lineText), translation };
};
const withoutComments = (code: string): string => code.replace(/(^| )\s*\/\/ .*$/gm, '').replace(/^\s*\n/gm, '');

/** The call that is printed for a spec's only SLO. */
const callIn = (text: string): string =>
  /\n {2}(\w+\([^]*?\n {2}\}\)),/.exec(withoutComments(carry(text).code))?.[1] ?? '';

/** What the printed TypeScript exports, once its gaps are filled. */
function objectives(code: string, filled = true): readonly signals.Objective[] {
  const whole = filled
    ? code.replace("impact: ''", "impact: 'x'").replace('nextSteps: []', "nextSteps: ['Open the door of the kiln.']")
    : code;
  const { outputText } = ts.transpileModule(whole, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  const exports: Record<string, unknown> = {};
  const load = (path: string): unknown => (path === '../promql' ? promql : signals);
  (runInThisContext(`(require, exports) => {${outputText}\n}`) as (...args: readonly unknown[]) => void)(load, exports);
  return Object.values(exports).filter(Array.isArray).flat() as signals.Objective[];
}

/** The PromQL that an imported objective counts with over five minutes. */
function counted(text: string) {
  const [made] = objectives(carry(text).code);
  if (made?.sli.kind !== 'events') throw new Error('no objective of events');
  const { sli } = made;
  return { all: promql.print(sli.all('5m').expr), [sli.counts]: promql.print(sli.counted('5m').expr) };
}

describe('the queries of an SLO', () => {
  it('become availability() where the bad events are those of the same counter with more matchers', () => {
    const text = events(
      'sum by (zone) (rate(batches_total{job="kiln",result=~"cracked|lost"}[{{.window}}]))',
      'sum by (zone) (rate(batches_total{job="kiln"}[{{ .window }}]))',
    );
    expect(callIn(text)).toBe(`availability({
    id: 'firing',
    title: 'Firing',
    promise: 'Batches come out whole',
    objective: percent(99.5),
    events: batches.where({ job: 'kiln' }),
    bad: { result: ['cracked', 'lost'] },
    by: ['zone'],
    missing: 'not counted',
    impact: '',
    nextSteps: [],
  })`);
    expect(withoutComments(carry(text).code)).toContain(`export const batches = counter('batches_total', {
  labels: { result: any, zone: any },
  help: '',
});`);
    expect(carry(text).code).toContain('// Values that the spec names: result: cracked, lost.');
    expect(counted(text)).toEqual({
      all: 'sum by (zone) (rate(batches_total{job="kiln"}[5m]))',
      bad: 'sum by (zone) (rate(batches_total{job="kiln",result=~"cracked|lost"}[5m]))',
    });
  });

  it('become availability() of good and all where the error is what is left of them', () => {
    const text = events(
      'sum(rate(batches_total[{{.window}}])) - sum(rate(whole_batches_total[{{.window}}]))',
      'sum(rate(batches_total[{{.window}}]))',
    );
    expect(callIn(text)).toContain('good: wholeBatches,\n    all: batches,\n');
    expect(counted(text)).toEqual({ all: 'sum(rate(batches_total[5m]))', good: 'sum(rate(whole_batches_total[5m]))' });
  });

  it.each([
    ['_count', 'firing_seconds_count{shift!="trial"}'],
    ['the last bucket', 'firing_seconds_bucket{shift!="trial",le="+Inf"}'],
  ])('become fasterThan() where the error is %s less a bucket', (_, all) => {
    const text = events(
      `(\n       sum(rate(${all}[{{.window}}]))\n       - sum(rate(firing_seconds_bucket{le="30",shift!="trial"}[{{.window}}])))`,
      `sum(rate(${all}[{{.window}}]))`,
    );
    expect(callIn(text)).toMatch(/^fasterThan\(firingSeconds\.where\(\{ shift: not\('trial'\) \}\), seconds\(30\), \{/);
    expect(carry(text).code).toContain('buckets: [30], // TODO: the bounds between and beyond');
    expect(carry(text).code).toContain('declare the others with the histogram');
    expect(counted(text)).toEqual({
      all: 'sum(rate(firing_seconds_count{shift!="trial"}[5m]))',
      good: 'sum(rate(firing_seconds_bucket{shift!="trial",le="30.0"}[5m]))',
    });
  });

  it('become rawPair() with the text of what the language has no words for', () => {
    const error = 'sum(rate(requests_total{code=~"(5..|429)"}[{{.window}}]))';
    const text = events(error, 'sum(rate(requests_total[{{.window}}]))');
    expect(callIn(text)).toContain(`
    all: (window) => requests.rate(window).sumBy(),
    bad: (window) =>
      raw(\`sum(rate(requests_total{code=~"(5..|429)"}[\${window}]))\`, {
        labels: [],
        unit: 'count/s',
        metrics: [requests],
      }),
    present: requests.seriesBy(),
`);
    expect(carry(text).code).toContain(
      '// The typed language has no regular expressions: with the values of code declared',
    );
    expect(carry(text).code).not.toContain('is no rate');
    expect(counted(text)).toEqual({ all: 'sum(rate(requests_total[5m]))', bad: error.replace('{{.window}}', '5m') });
  });

  it.each([
    [
      'other metrics',
      'sum(rate(failures_total[{{.window}}]))',
      'sum(rate(requests_total[{{.window}}]))',
      'failures.rate',
    ],
    [
      'labels of the scrape',
      'sum by (job) (rate(requests_total{code="500"}[{{.window}}]))',
      'sum(rate(requests_total[{{.window}}])) by (job)',
      ".where({ code: '500' }).rate(window).sumBy('job')",
    ],
    [
      'two matchers on one label',
      'sum(rate(requests_total{code!="200",code!~"201|204"}[{{.window}}]))',
      'sum(rate(requests_total[{{.window}}]))',
      ".where({ code: not('200') }).where({ code: not('201') }).where({ code: not('204') })",
    ],
  ])('become rawPair() in the typed language for %s', (_, error, total, said) => {
    expect(callIn(events(error, total))).toMatch(/^rawPair/);
    expect(callIn(events(error, total))).toContain(said);
    expect(callIn(events(error, total))).not.toContain('raw(');
  });

  it.each([
    [
      'the total excludes what the error does not',
      'sum(rate(a_total{b="c"}[{{.window}}]))',
      'sum(rate(a_total{d!="e"}[{{.window}}]))',
    ],
    [
      'only one side has the window',
      'sum(rate(a_total[{{.window}}])) - sum(rate(b_total[5m]))',
      'sum(rate(a_total[{{.window}}]))',
    ],
    [
      'one side is a rate, the other an increase',
      'sum(increase(a_total{b="c"}[{{.window}}]))',
      'sum(rate(a_total[{{.window}}]))',
    ],
    [
      'it is not the total of which they are a part',
      'sum(rate(c_total[{{.window}}])) - sum(rate(b_total[{{.window}}]))',
      'sum(rate(a_total[{{.window}}]))',
    ],
    [
      'what is left goes by a label of the scrape',
      'sum by (job) (rate(a_total[{{.window}}])) - sum by (job) (rate(b_total[{{.window}}]))',
      'sum by (job) (rate(a_total[{{.window}}]))',
    ],
    [
      'what is taken away is an increase',
      'sum(rate(a_total[{{.window}}])) - sum(increase(b_total[{{.window}}]))',
      'sum(rate(a_total[{{.window}}]))',
    ],
  ])('become rawPair() where %s', (_, error, total) => {
    const text = events(error, total);
    expect(callIn(text)).toMatch(/^rawPair/);
    expect(counted(text)).toEqual({
      all: total.replace('{{.window}}', '5m'),
      bad: error.replaceAll('{{.window}}', '5m'),
    });
  });

  it('are counted alike by rate and by increase, as long as both are', () => {
    const rates = events('sum(rate(a_total{b="c"}[{{.window}}]))', 'sum(rate(a_total[{{.window}}]))');
    expect(callIn(rates.replaceAll('rate(', 'increase('))).toBe(callIn(rates));
  });

  it('become rawPair() without a number of bad events where they are no rates', () => {
    const text = events(
      'sum_over_time((count(glaze_depth_ratio < 0.5))[{{.window}}:]) OR on() vector(0)',
      'sum_over_time((count(glaze_depth_ratio))[{{.window}}:])',
    );
    const call = callIn(text);
    expect(call).toContain('minimumBad: 0,');
    expect(carry(text).code).toContain('// What it counts is no rate, so a number of bad events cannot be told');
    expect(call).toContain("present: raw('count(glaze_depth_ratio)', {");
    expect(carry(text).code).toContain("gauge('glaze_depth_ratio', {\n  unit: 'ratio',");
    expect(objectives(carry(text).code)).toHaveLength(1);
  });

  it('look the same with `or vector(0)`, comments and lines', () => {
    const total = 'sum by (zone) (rate(requests_total[{{.window}}]))';
    const plain = events('sum by (zone) (rate(requests_total{code="500"}[{{.window}}]))', total);
    const wordy = spec(`
      events:
        error_query: |
          sum by (zone) ( # of all replicas
            rate(requests_total{code="500"}[{{ .window }}])
          ) or vector(0)
        total_query: ${total}`);
    expect(callIn(wordy)).toBe(callIn(plain));
  });

  it('keep their strings and templates as they are in raw text', () => {
    const error = 'sum(rate(requests_total{path=~"/a  (b|`c)\\\\d+${x}"}[{{.window}}]))';
    const { bad } = counted(events(error, 'sum(rate(requests_total[{{.window}}]))'));
    expect(bad).toBe(error.replace('{{.window}}', '5m'));
  });

  it('are a pair, too, where a spec states their quotient', () => {
    const ratio = (query: string) => spec(`{ raw: { error_ratio_query: '${query}' } }`);
    const [bad, all] = ['sum(rate(requests_total{code="500"}[{{.window}}]))', 'sum(rate(requests_total[{{.window}}]))'];
    const good = bad.replace('500', '200');
    expect(callIn(ratio(`${bad} / ${all}`))).toBe(callIn(events(bad, all)));
    expect(callIn(ratio(`1 - (${good} / ${all})`))).toContain(
      "good: requests.where({ code: '200' }),\n    all: requests,",
    );
    expect(carry(ratio(`${bad} / ${all}`)).code).toContain('The spec states a ratio');
    expect(carry(ratio(`${bad} / ${all}`)).lost).toEqual([]);
  });
});

describe('series for the tests of a pair', () => {
  const series = (error: string, total: string) => {
    const [made] = objectives(carry(events(error, total)).code);
    return made?.sli.example.series.map((one) => [one.series, one.level(10, 0.2)]);
  };

  it('are one of the good and one of the bad ones', () => {
    expect(
      series(
        'sum(rate(requests_total{code=~"(5..|429)"}[{{.window}}]))',
        'sum(rate(requests_total{job="a"}[{{.window}}]))',
      ),
    ).toEqual([
      ['requests_total{code="code-a",job="a"}', 8],
      ['requests_total{code="500",job="a"}', 2],
    ]);
  });

  it('are each as they stand where the bad ones have a counter of their own', () => {
    expect(series('sum(rate(failures_total[{{.window}}]))', 'sum(rate(requests_total[{{.window}}]))')).toEqual([
      ['requests_total{}', 10],
      ['failures_total{}', 2],
    ]);
  });

  it('are left to do where the queries do not tell', () => {
    const { code } = carry(events('sum(irate(a[{{.window}}]))', 'sum(irate(b[{{.window}}]))'));
    expect(code).toContain('example: { series: [], labels: {} }, // TODO');
  });
});

describe('an SLO that no constructor can say is left out, with the reason', () => {
  const total = 'sum(rate(requests_total[{{.window}}]))';
  it.each<[string, string, RegExp]>([
    [
      'a ratio of a gauge',
      spec("{ raw: { error_ratio_query: '1 - avg_over_time(ready[{{.window}}])' } }"),
      /timeSlice\(\)/,
    ],
    ['a plugin', spec('{ plugin: { id: gate, options: { job: a } } }'), /sloth generate/],
    ['no queries', spec('{ events: { error_query: x } }'), /nothing to count/],
    ['another language', events('1 - histogram_share(1, rate(a[{{.window}}]))', total), /no query of Prometheus/],
    [
      'labels that nobody knows',
      events('rate(a[{{.window}}])', total),
      /labels of its error query's result cannot be told/,
    ],
    [
      'labels that a join loses',
      events('sum by (zone, shift) (rate(a[{{.window}}])) * on (zone) sum by (zone, shift) (b)', total),
      /labels of its error query's result cannot be told/,
    ],
    ['labels that differ', events('sum by (zone) (rate(a[{{.window}}]))', total), /no error would meet its total/],
    ['a query without a window', events('sum(rate(a[5m]))', total), /its error query does not use \{\{\.window\}\}/],
    ['another template', events('sum(rate(a[{{.window}}] offset {{.shift}}))', total), /template other than/],
    [
      'series without a name',
      events('sum(rate({__name__="a"}[{{.window}}]))', total),
      /without one: only series with plain/,
    ],
    ['an objective in words', spec('{}').replace('99.5', 'most'), /./],
  ])('%s', (_, text, why) => {
    const { code, lost, translation } = carry(text);
    expect(lost.filter((line) => line.startsWith('slos[0] ='))).toEqual([expect.stringMatching(why)]);
    expect(code).toContain("// NOT CARRIED OVER: 'firing', since");
    expect(translation.metrics).toEqual([]);
    expect(objectives(code)).toEqual([]);
  });
});

describe('alerting', () => {
  const alerting = (yaml: string) =>
    spec(
      '{ events: { error_query: "sum(rate(a_total{b=\'c\'}[{{.window}}]))", total_query: "sum(rate(a_total[{{.window}}]))" } }',
    ).replace(/alerting: .*/, `alerting: ${yaml}`);
  const tiers = (text: string) =>
    objectives(carry(text).code)[0]?.tiers.map(({ window, severity }) => `${window} ${severity}`);

  it.each<[string, string, readonly string[]]>([
    ['as Sloth has it by itself', '{}', ['1h critical', '6h critical', '1d warning', '3d warning']],
    ['without a page', '{ page_alert: { disable: true } }', ['1d warning', '3d warning']],
    ['without a ticket', '{ ticket_alert: { disable: true } }', ['1h critical', '6h critical']],
    [
      'whose page only warns',
      '{ page_alert: { labels: { severity: warning } } }',
      ['1h warning', '6h warning', '1d warning', '3d warning'],
    ],
  ])('%s is said by tiers', (_, yaml, expected) => {
    expect(tiers(alerting(yaml))).toEqual(expected);
    expect(carry(alerting(yaml)).lost).toEqual([]);
  });

  it('that is disabled altogether warns, and is listed', () => {
    const text = alerting('{ page_alert: { disable: true }, ticket_alert: { disable: true } }');
    expect(tiers(text)).toEqual(['1h warning', '6h warning', '1d warning', '3d warning']);
    expect(carry(text).lost).toEqual([
      expect.stringContaining('slos[0].alerting.page_alert.disable = true: an objective has one tier at least'),
      expect.stringContaining('slos[0].alerting.ticket_alert.disable = true'),
    ]);
  });

  it('leaves tiers out that could never fire, and says so', () => {
    const text = alerting('{}').replace('99.5', '90');
    expect(tiers(text)).toEqual(['6h critical', '1d warning', '3d warning']);
    expect(carry(text).code).toContain('// At 90 % the tier of 1h would need more errors than events');
  });

  it('becomes a next step where it links to a runbook, and is listed where it says anything else', () => {
    const text = alerting(`
      name: KilnFails
      labels: { category: heat, severity: critical }
      annotations: { runbook_url: https://wiki/kiln, summary: It fails }
      page_alert: { labels: { channel: a }, annotations: { runbook: "https://wiki/{{ $labels.b }}" } }
      ticket_alert: { labels: { severity: mail } }`);
    expect(carry(text).code).toContain("nextSteps: ['Follow https://wiki/kiln'],");
    expect(carry(text).lost.map((line) => line.replace(/: [^:]*$/, ''))).toEqual([
      'slos[0].alerting.name = "KilnFails": alerts are called after workload and objective',
      'slos[0].alerting.labels.category = "heat"',
      'slos[0].alerting.page_alert.labels.channel = "a"',
      'slos[0].alerting.ticket_alert.labels.severity = "mail"',
      'slos[0].alerting.annotations.summary = "It fails"',
      'slos[0].alerting.page_alert.annotations.runbook = "https://wiki/{{ $labels.b }}"',
    ]);
    expect(carry(text).lost[0]).toContain('KilnFiringBurnsBudgetFast pages, KilnFiringBurnsBudget warns');
  });

  it('lists what belongs to an alert that is disabled', () => {
    const text = alerting(
      '{ ticket_alert: { disable: true, labels: { severity: warning }, annotations: { runbook: a } } }',
    );
    expect(carry(text).lost).toEqual([
      expect.stringMatching(/labels\.severity = "warning": the alert is disabled, so Sloth does not write it either/),
      expect.stringMatching(/annotations\.runbook = "a": the alert is disabled, so Sloth does not write it either/),
    ]);
    expect(carry(text).code).toContain('nextSteps: [], // TODO');
  });
});

describe('what Sloth calls otherwise', () => {
  it('gets the names that ids and workloads can have, and is listed', () => {
    const text = events('sum(rate(a_total{b="c"}[{{.window}}]))', 'sum(rate(a_total[{{.window}}]))')
      .replace('service: kiln', 'service: The_Kiln')
      .replace('name: firing', 'name: _Firing.v2_');
    const { code, lost } = carry(text);
    expect(code).toContain('/** Of the workload the-kiln. */\nexport const theKilnObjectives');
    expect(code).toContain("id: 'firing-v2',\n    title: 'Firing v2',");
    expect(lost).toEqual([
      expect.stringContaining('service = "The_Kiln": sloth_service and sloth_id change'),
      expect.stringContaining('slos[0].name = "_Firing.v2_": sloth_slo and sloth_id change'),
    ]);
  });

  it('stays apart: ids of one workload, identifiers of metrics and of what is imported', () => {
    const error = (name: string) => `sum(rate(${name}{b="c"}[{{.window}}]))`;
    const one = (name: string) => events(error(name), `sum(rate(${name}[{{.window}}]))`);
    const { code } = carry(`${one('a_total')}\n---\n${one('a')}\n---\n${one('not_total')}`);
    expect([...code.matchAll(/export const (\w+)|id: '(.*)'/g)].map(([, name, id]) => name ?? id)).toEqual([
      'a',
      'a2',
      'not2',
      'kilnObjectives',
      'firing',
      'firing-2',
      'firing-3',
    ]);
  });
});

/** Every key that Sloth reads, and some that it does not. */
const EVERYTHING = `
version: prometheus/v1
service: kiln
labels: { owner: heat, tier: 2 }
slo_plugins: { overridePrevious: true, chain: [{ id: debug, priority: 5, config: { msg: [a, b] } }] }
unknown: { deep: [1, { deeper: yes }] }
slos:
  - name: Firing
    objective: 99.5
    description: Batches come out whole
    labels: { category: heat }
    plugins: { chain: [{ id: debug }] }
    timeWindow: 7d
    sli:
      events:
        error_query: sum(rate(batches_total{result="lost"}[{{.window}}]))
        total_query: sum(rate(batches_total[{{.window}}]))
    alerting:
      name: KilnFails
      labels: { severity: warning, room: two }
      annotations: { runbook: https://wiki/kiln, summary: It fails }
      page_alert: { disable: false, labels: { severity: critical }, annotations: { a: b } }
      pageAlert: { disable: true }
      ticket_alert: { disable: true, labels: { severity: mail }, annotations: { runbook: https://wiki/ticket } }
  - name: slow
    objective: 99
    sli: { raw: { error_ratio_query: 'sum(rate(slow_total[{{.window}}])) / sum(rate(batches_total[{{.window}}]))' } }
  - name: plugged
    objective: 99
    sli: { plugin: { id: gate, options: { job: kiln } } }
---
apiVersion: sloth.slok.dev/v1
kind: PrometheusServiceLevel
metadata: { name: kiln, namespace: floor, labels: { a: b } }
spec:
  service: glaze
  labels: { owner: heat }
  sloPlugins: { chain: [{ id: debug }] }
  slos:
    - name: depth
      objective: 95
      sli:
        events:
          errorQuery: sum(rate(depth_seconds_count[{{.window}}])) - sum(rate(depth_seconds_bucket{le="5"}[{{.window}}]))
          totalQuery: sum(rate(depth_seconds_count[{{.window}}]))
      alerting: { name: Thin, page_alert: { disable: true }, ticketAlert: { disable: true } }
status: { processedSLOs: 1 }
---
apiVersion: sloth.slok.dev/v1
kind: AlertWindows
spec:
  sloPeriod: 7d
  page: { quick: { errorBudgetPercent: 8, shortWindow: 5m, longWindow: 1h } }
---
apiVersion: v1
kind: List
metadata: { resourceVersion: "5" }
items:
  - apiVersion: sloth.slok.dev/v1
    kind: PrometheusServiceLevel
    spec:
      service: press
      slos:
        - name: strokes
          objective: 99
          sli: { events: { errorQuery: 'sum(rate(jams_total[{{.window}}]))', totalQuery: 'sum(rate(strokes_total[{{.window}}]))' } }
`;

describe('nothing is dropped silently', () => {
  const { documents } = readFile(EVERYTHING);
  const values = documents.flatMap(leaves);
  const before = carry(EVERYTHING);

  /** The file with one value changed: in queries the metric, elsewhere anything. */
  function changed({ path, value }: Node): string {
    const other =
      typeof value === 'number'
        ? value + 0.25
        : typeof value === 'boolean'
          ? !value
          : String(value).includes('rate(')
            ? String(value).replace(/rate\((\w)/g, 'rate(x$1')
            : `${String(value)}x`;
    const copies = structuredClone(documents.map((document) => document.value));
    const [first, ...steps] = path;
    const at = Number(String(first).replace('document ', '')) - 1;
    const last = steps.pop() ?? '';
    const map = steps.reduce<unknown>((node, step) => (node as Record<string, unknown>)[step], copies[at]);
    (map as Record<string, unknown>)[last] = other;
    return copies.map((copy) => JSON.stringify(copy)).join('\n---\n');
  }

  it.each(values.map((leaf) => [pathText(leaf.path), leaf] as const))(
    '%s is in the TypeScript or in the list',
    (_, leaf) => {
      const isListed = before.translation.lost.some(({ at }) => at.path.every((step, i) => leaf.path[i] === step));
      const isSaid = () => {
        const after = carry(changed(leaf));
        return withoutComments(after.code) !== withoutComments(before.code) || after.lost.join() !== before.lost.join();
      };
      expect(isListed || isSaid()).toBe(true);
    },
  );

  it('lists what Sloth itself does not read, with the name that it would read', () => {
    expect(before.lost).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^document 1\.unknown = \{deep: \[1, \{deeper: "yes"\}\]\}: Sloth 0\.16 reads nothing/),
        expect.stringMatching(/^document 1\.slos\[0\]\.timeWindow = "7d": Sloth 0\.16 reads nothing/),
        expect.stringMatching(/^document 1\.slos\[0\]\.alerting\.pageAlert = .* it is page_alert there/),
        expect.stringMatching(/^document 2\.spec\.slos\[0\]\.alerting\.page_alert = .* it is pageAlert there/),
        expect.stringMatching(/^document 3 = .*: each objective says its own alert windows/),
        expect.stringMatching(/^document 4\.metadata = \{resourceVersion: "5"\}/),
      ]),
    );
  });

  it('says the same in the comments', () => {
    const words = (text: string): string => text.replace(/\/\//g, ' ').replace(/\s+/g, ' ');
    const comments = words(before.code);
    const left = before.lost.filter((line) => !comments.includes(words(line)));
    expect(left).toEqual([
      expect.stringMatching(/^document 1\.slos\[2\] = .*the whole SLO is left out, since its queries/),
    ]);
    expect(comments).toContain("NOT CARRIED OVER: 'plugged', since its queries");
  });
});

describe('the printed TypeScript', () => {
  const { code } = carry(
    `${EVERYTHING}\n---\n${events('sum(rate(r_total{code=~"5.."}[{{.window}}]))', 'sum(rate(r_total[{{.window}}]))')}`,
  );

  it('compiles, and has all constructors in it', () => {
    for (const name of ['availability(', 'fasterThan(', 'rawPair(', 'raw(']) expect(code).toContain(name);
    expect([...diagnostics(join(__dirname, '../../../workloads/imported.ts'), code)]).toEqual([]);
  }, 60_000);

  it('is refused by name until its gaps are filled', () => {
    const text = carry(events('sum(rate(a_total{b="c"}[{{.window}}]))', 'sum(rate(a_total[{{.window}}]))')).code;
    expect(() => objectives(text, false)).toThrow('objective firing: it has no impact');
    const impact = text.replace("impact: ''", "impact: 'x'");
    expect(() => objectives(impact, false)).toThrow('objective firing: it has no runbook step');
    expect(() => objectives(impact.replace('whole', ''), true)).not.toThrow();
    expect(() => objectives(text.replace(/promise: .*/, "promise: '',"))).toThrow(
      'objective firing: it has no promise',
    );
  });
});

describe('probecard import sloth', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probecard-'));
  const file = (text: string): string => {
    writeFileSync(join(folder, 'kiln.yml'), text);
    return join(folder, 'kiln.yml');
  };
  afterAll(() => rmSync(folder, { recursive: true }));
  const plain = events('sum(rate(a_total{b="c"}[{{.window}}]))', 'sum(rate(a_total[{{.window}}]))');

  async function run(argv: readonly string[], command = main) {
    const [out, error]: [string[], string[]] = [[], []];
    const stdout = jest.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
    const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => error.push(String(text)) > 0);
    const status = await command(argv);
    stdout.mockRestore();
    stderr.mockRestore();
    return { status, out: out.join(''), error: error.join('') };
  }

  it('exits with 0 where all was carried over', async () => {
    const { status, out, error } = await run([file(plain)]);
    expect({ status, error }).toEqual({
      status: 0,
      error: 'kiln.yml: 1 of 1 SLOs carried over, with all that it says\n',
    });
    expect(out).toBe(print(translate(plain, RESERVED), 'kiln.yml'));
  });

  it('exits with 2 and lists what was not', async () => {
    const { status, out, error } = await run([file(`labels: { owner: heat }\n${plain}`)]);
    expect(status).toBe(2);
    expect(error).toMatch(/^kiln\.yml: 1 of 1 SLOs carried over; what was not:\n {2}labels = \{owner: "heat"\}: .*\n$/);
    expect(out).toContain('// - labels = {owner: "heat"}');
  });

  it.each<[string, string, RegExp]>([
    ['no YAML', 'a: [1', /it is no YAML/],
    ['nothing', '', /there is nothing/],
    ['another kind of document', 'apiVersion: openslo/v1alpha\nkind: SLO', /it is openslo\/v1alpha SLO/],
    ['another version', 'version: prometheus/v2', /it is prometheus\/v2/],
    [
      'alert windows alone',
      'apiVersion: sloth.slok.dev/v1\nkind: AlertWindows',
      /each objective says its own alert windows/,
    ],
    ['a spec without a service', 'version: prometheus/v1', /the spec names no service/],
    ['a spec whose service has no name', 'version: prometheus/v1\nservice: ""', /the spec names no service/],
    ['a spec without SLOs', 'version: prometheus/v1\nservice: kiln\nslos: []', /the spec has no slos/],
  ])('exits with 1 for a file that holds %s, and prints no TypeScript', async (_, text, why) => {
    const { status, out, error } = await run([file(text)]);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(error).toMatch(why);
    expect(error).toContain('kiln.yml');
  });

  it('exits with 1 for a file that is not there, and for none', async () => {
    expect(await run([join(folder, 'gone.yml')])).toMatchObject({
      status: 1,
      error: expect.stringContaining('ENOENT') as string,
    });
    expect(await run([])).toMatchObject({ status: 1, error: expect.stringContaining('give one FILE') as string });
    expect(await run(['--bogus'])).toMatchObject({ status: 1, out: '' });
  });

  it('says how it is used', async () => {
    const { status, out } = await run(['--help']);
    expect(status).toBe(0);
    expect(out).toMatch(/^Usage: npm run -s probecard -- import sloth FILE/);
  });

  it('is found by probecard, which reads standard input for it', () => {
    const { status, stdout } = spawnSync('node', ['--import', 'tsx', 'cli/probecard.ts', 'import', 'sloth', '-'], {
      cwd: join(__dirname, '../../..'),
      input: plain,
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    expect(stdout).toContain('from the Sloth spec standard input');
  }, 30_000);

  it('is listed by probecard, which names what there is where it is asked for anything else', async () => {
    expect((await run(['--help'], probecard)).out).toMatch(/synth .*\n {2}import sloth +prints/);
    expect(await run(['import', 'pyrra'], probecard)).toMatchObject({
      status: 1,
      out: '',
      error: expect.stringMatching(/there is no command 'import pyrra'; there are: synth, import sloth/) as string,
    });
    expect(await run([], probecard)).toMatchObject({
      status: 1,
      error: expect.stringContaining('no command given') as string,
    });
    expect((await run(['import', 'sloth', '--help'], probecard)).out).toContain('FILE');
  });
});
