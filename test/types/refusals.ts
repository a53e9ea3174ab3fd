/**
 * What must not compile. `tsc` fails where a refusal is gone (an unused expectation); messages.test.ts checks that the
 * compiler's message says what stands in quotes. Each refusal is one line.
 */
import { absent, any, bytes, counter, gauge, histogram, not, percent, ratio, raw, record, seconds } from '../../promql';
import { nativeHistogram } from '../../promql';
import type { Distribution, Vector, Window } from '../../promql';
import { above, availability, below, by, composite, fasterThan, override, rawPair } from '../../signals';
import { shown, signal, timeSlice, type Example, type Promised } from '../../signals';

const labels = { model: ['a', 'b'], version: any } as const;
const requests = counter('requests_total', { labels, unit: 'requests', help: '' });
const latency = histogram('latency_seconds', { labels, unit: 'seconds', buckets: [0.1, 1], help: '' });
const memory = gauge('memory_bytes', { labels, unit: 'bytes', help: '' });
const share = gauge('share_ratio', { labels, unit: 'ratio', help: '' });
const bare = gauge('bare', { unit: 'ratio', help: '' });
const bareCount = counter('bare_total', { help: '' });
const bareTime = histogram('bare_seconds', { unit: 'seconds', buckets: [1], help: '' });
const byModel = requests.rate().sumBy('model');
const byVersion = requests.rate().sumBy('model', 'version');
const queries = nativeHistogram('query_seconds', { labels, unit: 'seconds', help: '' });
const p99 = latency.rate().sumBy('model').quantile(0.99);
const recorded = record('model:share:ratio', share.avgBy('model'));
const prose = { name: 'X', title: '', description: '', impact: '', nextSteps: [''], examples: {} };

// Kinds
// @ts-expect-error says: 'rate() needs a counter; of a gauge take delta() or deriv()'
memory.rate();
// @ts-expect-error says: 'rate() needs a counter'
p99.rate();
// @ts-expect-error says: 'a counter: take rate() or increase()'
shown({ ...prose, query: requests });
// @ts-expect-error says: 'a histogram: take rate().sumBy(…).quantile(q)'
shown({ ...prose, query: latency });
// @ts-expect-error says: 'quantile() needs a histogram'
byModel.quantile(0.99);
// @ts-expect-error says: 'quantile() of a bare histogram: rate() it and sumBy() its replicas first'
latency.quantile(0.99);
// @ts-expect-error says: 'quantile() of single replicas: sumBy() the labels that you want first'
latency.rate().quantile(0.99);
// @ts-expect-error says: 'quantile() of a bare native histogram: rate() it and sumBy() its replicas first'
queries.quantile(0.99);
// @ts-expect-error says: 'a native histogram has no series for each bound: take rate().sumBy(…).atMost(…)'
queries.upTo(seconds(0.5));
// @ts-expect-error says: 'a native histogram has no _count series: take rate().sumBy(…).observed()'
shown({ ...prose, query: queries.count });
// @ts-expect-error says: 'quantile() of single replicas: sumBy() the labels that you want first'
queries.rate().quantile(0.99);
// @ts-expect-error says: '"handler"'
queries.rate().sumBy('handler');
// @ts-expect-error says: 'bytes'
queries.rate().sumBy().fractionAtMost(bytes(1));
// @ts-expect-error says: 'a native histogram: take rate().sumBy(…).quantile(q)'
shown({ ...prose, query: queries });
// @ts-expect-error says: ''quantile' does not exist on type 'Counter'
requests.quantile;

// Labels and their values
// @ts-expect-error says: 'zone'
requests.where({ zone: 'a' });
// @ts-expect-error says: 'zone'
latency.where({ zone: 'a' });
// @ts-expect-error says: 'version'
recorded.where({ version: 'v1' });
// @ts-expect-error says: 'zone'
bare.where({ zone: 'a' });
// @ts-expect-error says: '"c"'
requests.where({ model: 'c' });
// @ts-expect-error says: '"c"'
requests.where({ model: ['a', 'c'] });
// @ts-expect-error says: '"c"'
requests.where({ model: not('c') });
// @ts-expect-error says: 'a counter: take rate() or increase()'
byModel.div(requests);
// @ts-expect-error says: 'a distribution: take quantile(q), mean() or perBucket()'
p99.sub(latency.rate().sumBy('model'));
// @ts-expect-error says: 'a counter: take rate() or increase()'
byModel.add(requests);
// @ts-expect-error says: 'a histogram: take rate().sumBy(…).quantile(q)'
byModel.and(latency);
// @ts-expect-error says: 'a counter: take rate() or increase()'
byModel.on('model').sub(requests);
// @ts-expect-error says: 'a counter: take rate() or increase()'
record('a:b', requests);
// @ts-expect-error says: 'labels'
p99.or(seconds(1));
// @ts-expect-error says: '"zone"'
requests.rate().sumBy('zone');
// @ts-expect-error says: '"zone"'
bare.sumBy('zone');
// @ts-expect-error says: '"zone"'
bareCount.rate().sumBy('zone');
// @ts-expect-error says: '"zone"'
bareTime.rate().sumBy('zone');
// @ts-expect-error says: '"zone"'
latency.rate().sumBy('zone');
// @ts-expect-error says: '"version"'
byModel.sumBy('version');
// @ts-expect-error says: '"le"'
p99.maxBy('le');
// @ts-expect-error says: '"model"'
byModel.sumBy().maxBy('model');

// A list of values declared elsewhere widens to string[], and a misspelt value would compile
const widened = { model: ['a', 'b'] };
// @ts-expect-error says: 'label values have widened to string[]: declare the list 'as const''
counter('widened_total', { labels: widened, help: '' });
// @ts-expect-error says: 'label values have widened to string[]: declare the list 'as const''
histogram('widened', { labels: widened, unit: 'seconds', buckets: [1], help: '' });

// Units
// @ts-expect-error says: 'bytes divided by seconds has no unit of its own'
memory.sumBy('model').div(p99);
// @ts-expect-error says: 'bytes times seconds has no unit of its own'
memory.sumBy('model').mul(p99);
// @ts-expect-error says: '"bytes"'
p99.add(memory.sumBy('model'));
// @ts-expect-error says: '"bytes"'
p99.or(memory.sumBy('model'));
// @ts-expect-error says: '"bytes"'
p99.compare('>', bytes(1));
// @ts-expect-error says: '"bytes"'
p99.clampMin(bytes(1));
// @ts-expect-error says: 'percent() needs a ratio'
memory.percent();
// @ts-expect-error says: 'perMinute() needs a rate'
memory.perMinute();
// @ts-expect-error says: 'ln() needs a ratio'
memory.ln();
// @ts-expect-error says: 'points() needs a difference of ratios'
memory.points();
// @ts-expect-error says: '"seconds"'
export const divided: Vector<'model', 'ratio'> = p99.div(2);

// Labels of the two sides
// @ts-expect-error says: 'version'
byModel.div(byVersion);
// @ts-expect-error says: 'version'
byVersion.div(byModel);
// @ts-expect-error says: 'version'
byModel.and(byVersion);
// @ts-expect-error says: 'version'
byModel.orZeroOf(byVersion);
// @ts-expect-error says: 'orZero() would add a series without labels: sumBy() first'
byModel.orZero();
// @ts-expect-error says: '"version"'
byModel.on('version').div(byVersion);
// @ts-expect-error says: 'the right side has no label 'version''
byVersion.on('version').div(byModel);
// @ts-expect-error says: 'the right side has no label 'zone''
byVersion.on('model').left('zone').mul(recorded);
// @ts-expect-error says: 'the right side has no label 'zone''
byVersion.ignoring('version').left('zone').mul(recorded);
// @ts-expect-error says: 'the left side has 'version' as well: say .left() where it is the many, or aggregate it'
byVersion.on('model').sub(byModel);
// @ts-expect-error says: 'the right side has 'version' as well: aggregate it, or take it over with .left('…')'
byModel.on('model').left().sub(byVersion);
// @ts-expect-error says: 'the sides differ in more than 'pod': nothing would match'
byVersion.ignoring('pod').div(byModel);
// @ts-expect-error says: '"requests/s"'
p99.on('model').sub(byModel);
// @ts-expect-error says: 'seconds divided by requests/s has no unit of its own'
p99.on('model').div(byModel);

// Annotations that are wrong must not steer inference
// @ts-expect-error says: 'version'
export const wider: Vector<'model' | 'version', 'requests/s'> = requests.rate().sumBy('model');
// @ts-expect-error says: 'model'
export const stolen: Vector<'model', 'requests/s'> = requests.rate().sumBy();
// @ts-expect-error says: 'model'
export const distribution: Distribution<'model', 'seconds'> = latency.rate().sumBy();
// @ts-expect-error says: '"model"'
export const narrower: Vector<never, 'requests/s'> = requests.rate().sumBy('model');
// @ts-expect-error says: 'version'
export const quantile: Vector<'model' | 'version', 'seconds'> = latency.rate().sumBy('model').quantile(0.5);
// @ts-expect-error says: '"seconds"'
export const unit: Vector<'model', 'bytes'> = p99.abs();
// @ts-expect-error says: 'tier'
export const relabelled: Vector<'model' | 'tier', 'seconds'> = p99.labelled('line', '1');
// @ts-expect-error says: '"count"'
export const counted: typeof requests = counter('requests_total', { labels, help: '' });
// @ts-expect-error says: 'version'
export const text: Vector<'model' | 'version', 'ratio'> = raw('1', { labels: ['model'], unit: 'ratio', metrics: [] });

// Signals
// @ts-expect-error says: '"ratio"'
signal({ ...prose, query: p99, critical: above(ratio(0.2)).for('5m') });
// @ts-expect-error says: '"version"'
signal({ ...prose, query: p99, critical: above(by('version', { v1: seconds(1) })).for('5m') });
// @ts-expect-error says: '"ratio"'
signal({ ...prose, query: p99, critical: above(by('model', { a: ratio(1) })).for('5m') });
// @ts-expect-error says: '"version"'
signal({ ...prose, query: p99, critical: above(seconds(1)).for('5m').whilst('', byVersion) });
// @ts-expect-error says: '5 minutes'
signal({ ...prose, query: p99, critical: above(seconds(1)).for('5 minutes') });
// @ts-expect-error says: 'bytes'
override(shown({ ...prose, query: p99 }), 'critical', { threshold: bytes(1) });

// Objectives: the threshold is a bucket's bound, written out, in the histogram's unit
const texts = { id: 'x', title: '', impact: '', nextSteps: [''] };
const says: Omit<Promised, 'promise'> = { ...texts, objective: percent(99), missing: 'bad' };
const promised = { ...says, promise: '' };
const measured = 0.1 as number;
const errors = counter('errors_total', { labels: { model: ['a', 'b'] }, unit: 'requests', help: '' });
// @ts-expect-error says: '"0.2 is no bucket bound of the histogram; it has 0.1" | "0.2 is no bucket bound of the histogram; it has 1"'
fasterThan(latency, seconds(0.2), says);
// @ts-expect-error says: '`${number} is no bucket bound of the histogram; it has 0.1`'
fasterThan(latency, seconds(measured), says);
// @ts-expect-error says: '"bytes"'
fasterThan(latency, bytes(1), says);
// @ts-expect-error says: 'Type 'number' is not assignable to type 'Quantity<"seconds", number>''
fasterThan(latency, 1, says);
// @ts-expect-error says: '0.2 is no bucket bound of the histogram; it has 0.1'
latency.upTo(seconds(0.2));
// @ts-expect-error says: '`${number} is no bucket bound of the histogram; it has 0.1`'
latency.upTo(seconds(measured));
// @ts-expect-error says: '"bytes"'
latency.upTo(bytes(1));

// Objectives: what is bad, by what they are grouped, what they promise
// @ts-expect-error says: 'zone'
availability({ ...promised, events: requests, bad: { zone: 'a' } });
// @ts-expect-error says: '"c"'
availability({ ...promised, events: requests, bad: { model: 'c' } });
// @ts-expect-error says: '"zone"'
availability({ ...promised, events: requests, bad: { model: 'a' }, by: ['zone'] });
// @ts-expect-error says: '"version"'
availability({ ...promised, good: errors, all: requests, by: ['version'] });
// @ts-expect-error says: '"count"'
availability({ ...promised, good: latency.upTo(seconds(1)), all: requests });
// @ts-expect-error says: '"zone"'
fasterThan(latency, seconds(1), { ...says, by: ['zone'] });
// @ts-expect-error says: '"version"'
fasterThan(latency, seconds(1), { ...says, by: ['version'], failed: { requests: errors, observed: true } });
// @ts-expect-error says: '"percent"'
availability({ ...promised, events: requests, bad: { model: 'a' }, objective: ratio(0.999) });
// @ts-expect-error says: 'Type 'number' is not assignable to type 'Quantity<"percent", number>''
availability({ ...promised, events: requests, bad: { model: 'a' }, objective: 99.9 });
// @ts-expect-error says: '"percent"'
fasterThan(latency, seconds(1), { ...says, objective: ratio(0.99) });
// @ts-expect-error says: '"1 month"'
fasterThan(latency, seconds(1), { ...says, periods: ['1 month'] });
// @ts-expect-error says: 'target requires 1'
fasterThan(latency, seconds(1), { ...says, periods: [] });
// @ts-expect-error says: '"info"'
fasterThan(latency, seconds(1), { ...says, tiers: [{ share: 0.1, window: '1d', severity: 'info' }] });
// @ts-expect-error says: '"ignored"'
fasterThan(latency, seconds(1), { ...says, missing: 'ignored' });

// Objectives: a condition on a gauge, a pair of like sides, the worst of some
const gaugeExample = { metric: share, labels: {}, good: 1, bad: 0 };
const example: Example = { series: [], labels: {} };
const bad = (window: Window) => requests.rate(window).sumBy('model');
const wide = (window: Window) => requests.rate(window).sumBy('model', 'version');
const here = requests.seriesBy('model');
const worst = composite({ ...promised, of: [] });
// @ts-expect-error says: '"seconds"'
timeSlice({ ...promised, query: recorded, bad: below(seconds(1)), example: gaugeExample });
// @ts-expect-error says: '"version"'
timeSlice({ ...promised, query: recorded, bad: below(by('version', { v1: ratio(1) })), example: gaugeExample });
// @ts-expect-error says: 'a counter: take rate() or increase()'
timeSlice({ ...promised, query: requests, bad: below(ratio(1)), example: gaugeExample });
// @ts-expect-error says: 'version'
rawPair({ ...promised, all: bad, bad: wide, present: here, example });
// @ts-expect-error says: 'version'
rawPair({ ...promised, all: bad, bad, present: requests.seriesBy('version'), example });
// @ts-expect-error says: '"bytes"'
rawPair({ ...promised, all: bad, bad: () => memory.sumBy('model'), present: here, example });
// @ts-expect-error says: 'missing the following properties from type 'Objective''
composite({ ...promised, of: [worst] });

// A label of the scrape that is not there
const ofCluster = gauge('kube_node_ready', { labels: { namespace: absent }, unit: 'ratio', help: '' });
// @ts-expect-error says: '"namespace"'
ofCluster.maxBy('namespace');
// @ts-expect-error says: 'never'
ofCluster.where({ namespace: 'a' });
