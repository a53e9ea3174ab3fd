/** What must compile: the other half of refusals.ts. A refusal that is too eager fails here, in `tsc`. */
import {
  absent,
  added,
  any,
  bytes,
  constant,
  constantBy,
  counter,
  gauge,
  histogram,
  nativeHistogram,
  not,
  own,
  percent,
  Quantity,
  ratio,
  raw,
  record,
  seconds,
  type Unit,
  type Vector,
  type VectorLike,
} from '../../promql';
import {
  above,
  availability,
  below,
  by,
  composite,
  fasterThan,
  nativelyFasterThan,
  override,
  rawPair,
  shown,
  signal,
  timeSlice,
  warningsOnly,
  WORKBOOK_TIERS,
  type Promised,
  type Signal,
} from '../../signals';

const labels = { model: ['a', 'b'], version: any } as const;
const requests = counter('requests_total', { labels, unit: 'requests', help: '' });
const latency = histogram('latency_seconds', { labels, unit: 'seconds', buckets: [0.1, 1], help: '' });
const memory = gauge('memory_bytes', { labels, unit: 'bytes', help: '' });
const limit = gauge('limit_bytes', { labels: { model: ['a', 'b'], tier: any }, unit: 'bytes', help: '' });
const share = gauge('share_ratio', { labels, unit: 'ratio', help: '' });
const bare = gauge('bare', { unit: 'ratio', help: '' });
const byModel = requests.rate().sumBy('model');
const byVersion = requests.rate().sumBy('model', 'version');
const p99 = latency.rate().sumBy('model').quantile(0.99);
const recorded = record('model:share:ratio', share.avgBy('model'));
const prose = { name: 'X', title: '', description: '', impact: '', nextSteps: [''], examples: {} };

/** Fails to compile unless the result has exactly these labels and this unit. */
const has =
  <N extends string, U extends Unit>() =>
  (vector: Vector<N, U>) =>
    vector;

// Literals that stand inline need no `as const`; a label that only the scrape adds is there; a value may be any
has<'route', 'count/s'>()(
  counter('x_total', { labels: { route: ['/a', '/b'] }, help: '' })
    .rate()
    .sumBy('route'),
);
counter('x_total', { labels: { route: ['/a', '/b'] }, help: '' }).where({ route: '/a', pod: 'x' });
requests.where({ version: 'whatever', model: not('a') }).where({ model: ['a', 'b'] });
has<'pod', 'ratio'>()(bare.where({ job: 'x' }).sumBy('pod'));

// Aggregations in a row, by a union of names, by none
has<'model', 'requests/s'>()(byVersion.maxBy('model'));
has<'model' | 'version', 'requests/s'>()(byVersion.sumBy(...(['model', 'version'] as const)));
has<never, 'requests/s'>()(byVersion.sumBy());
has<never, 'requests/s'>()(byVersion.sumBy().orZero());
has<'model' | 'le', 'ratio'>()(latency.rate().sumBy('model').cumulativeRatio());

// Gauges and recorded series as operands, in whatever order their labels were named
has<'model', 'ratio'>()(share.avgBy('model').sub(recorded).abs());
has<'model', 'ratio'>()(recorded.where({ model: 'a' }).add(recorded));
has<'model' | 'version', 'requests/s'>()(requests.rate().sumBy('version', 'model').or(byVersion));
memory.div(memory).percent();

// Units: by a number nothing changes, like by like is a ratio, a ratio scales
has<'model', 'seconds'>()(p99.div(2).mul(3));
has<'model', 'ratio'>()(recorded.mul(2).div(2));
has<'model', 'percent'>()(recorded.mul(2).percent());
has<'model', 'ratio'>()(byModel.div(byModel.positive()));
has<'model', 'seconds'>()(p99.mul(recorded));
has<'model', 'seconds'>()(recorded.mul(p99));
has<'model', 'ratio'>()(byModel.div(byModel).ln());
has<'model', 'points'>()(recorded.sub(recorded).points());
has<'model', 'requests'>()(byModel.mul(60).as('requests'));
has<'model', 'requests/s'>()(byModel.orZeroOf(memory.sumBy('model')));

// Joins carry the labels that their results have
has<'model' | 'version' | 'tier', 'ratio'>()(
  memory.sumBy('model', 'version').on('model').left('tier').div(limit.maxBy('model', 'tier')),
);
has<'model', 'bytes'>()(memory.sumBy('model').on('model').sub(limit.maxBy('model')));
has<'model', 'requests/s'>()(byVersion.ignoring('version').sub(byModel).maxBy('model'));
has<'model' | 'version', 'ratio'>()(byVersion.on().left().div(requests.rate().sumBy()));
has<'model' | 'version', 'requests/s'>()(byVersion.on('model').unless(recorded));
has<'model' | 'version', 'requests/s'>()(
  byVersion
    .on()
    .left()
    .mul(constant(ratio(2))),
);
has<'model', 'seconds'>()(p99.compare('>', constantBy('model', { a: seconds(1) })));
has<'model', 'ratio'>()(p99.compareBool('>', seconds(1)));
has<'model', 'bytes'>()(raw('topk(1, memory_bytes)', { labels: ['model'], unit: 'bytes', metrics: [memory] }));

// Generic helpers over the names and the unit, used with a union of names
const empty = <N extends string, U extends Unit>(bad: Vector<N, U>, all: Vector<N, U>) => bad.orZeroOf(all);
has<'model' | 'version', 'requests/s'>()(empty(byVersion, byVersion));
const headroom = <N extends string, U extends Unit>(used: VectorLike<N, U>, most: Vector<N, U>) => most.sub(used);
has<'model' | 'version', 'requests/s'>()(headroom(byVersion, byVersion));
const over = <N extends string>(vector: Vector<N, 'seconds'>, line: Quantity<'seconds'>) => vector.compare('>', line);
has<'model', 'seconds'>()(over(p99, seconds(1)));
const busiest = <N extends 'model' | 'version'>(label: N): Vector<N, 'requests/s'> =>
  requests.rate().sumBy(label).maxBy(label);
has<'version', 'requests/s'>()(busiest('version'));

// Signals of plain vectors, of bare gauges and of recorded series; thresholds by label, and only in company
shown({ ...prose, query: memory });
signal({ ...prose, query: recorded, warning: above(ratio(0.5)).for('5m') });
signal({ ...prose, query: recorded.where({ model: 'a' }), info: above(ratio(0.5)).for('5m').asking('Look.') });
signal({
  ...prose,
  query: byVersion.as('requests'),
  critical: above(by('model', { a: new Quantity(1, 'requests') })).for('5m'),
});
signal({ ...prose, query: p99, critical: above(seconds(1)).for('5m').whilst('x', byModel) });
signal({ ...prose, query: byVersion.div(byVersion), critical: above(ratio(1)).for('5m').whilst('x', byModel) });

// Overrides of what is known by its unit, and lists of signals of any
override(shown({ ...prose, query: p99 }), 'critical', { threshold: seconds(1), for: '10m', severity: 'warning' });
override(shown({ ...prose, query: memory }), 'info', { threshold: by('model', { a: bytes(1) }) });
export const signals: readonly Signal[] = [shown({ ...prose, query: p99 }), shown({ ...prose, query: memory })];

// Objectives of plain promises: bad events of all, by labels or of a part of them
const says: Omit<Promised, 'promise'> = {
  id: 'x',
  title: '',
  objective: percent(99.9),
  missing: 'bad',
  impact: '',
  nextSteps: [''],
};
const promised = { ...says, promise: '' };
const answered = availability({ ...promised, events: requests, bad: { model: 'a' }, by: ['model', 'version'] });
availability({ ...promised, events: requests.where({ version: 'v1' }), bad: { model: not('a'), pod: 'x' } });
availability({ ...promised, events: counter('x_total', { labels: { ok: ['y', 'n'] }, help: '' }), bad: { ok: 'n' } });

// Good ones counted by a bucket, all of them by a counter: jobs that succeed in under half an hour
const jobs = counter('jobs_total', { labels: { status: ['success', 'error'] }, help: '' });
const duration = histogram('job_duration_seconds', { unit: 'seconds', buckets: [900, 1800], help: '' });
availability({ ...promised, objective: percent(99.5), good: duration.upTo(seconds(1800)), all: jobs });
has<'model', 'count/s'>()(latency.where({ version: 'v1' }).upTo(seconds(0.1)).rate().sumBy('model'));
availability({ ...promised, good: requests.where({ model: 'a' }), all: requests, by: ['version'] });

// Thresholds that are bounds: of all, of some, by label, with failed requests of another unit and of other labels
const fast = fasterThan(latency, seconds(0.1), says);
fasterThan(latency.where({ model: 'a' }), seconds(1), { ...says, promise: '', by: ['version'] });
const failed = counter('failed_total', { labels: { model: ['a', 'b'] }, unit: 'requests', help: '' });
fasterThan(latency, seconds(1), { ...says, by: ['model'], failed: { requests: failed, observed: false } });
fasterThan(latency, seconds(1), { ...says, failed: { requests: failed.where({ model: 'a' }), observed: true } });
const queries = nativeHistogram('query_seconds', { labels, unit: 'seconds', help: '' });
nativelyFasterThan(queries.where({ model: 'a' }), seconds(0.5), { ...says, by: ['version'] });
has<'model', 'seconds'>()(queries.rate().sumBy('model').quantile(0.99));
has<'model', 'ratio'>()(queries.rate('1h').sumBy('model').fractionAtMost(seconds(0.5)));
has<never, 'count/s'>()(queries.rate().sumBy().atMost(seconds(0.5)));
const spread = histogram('spread', {
  labels: { model: ['a', 'b'] },
  unit: 'value',
  buckets: { by: 'model', of: { a: [1, 5], b: [5, 9] } },
  help: '',
});
fasterThan(spread, new Quantity(5, 'value'), { ...says, by: ['model'] });

// Minutes, for each model and for each tester; tiers as data
const looked = { metric: share, labels: { model: 'a', version: 'v1' }, good: 1, bad: 0 };
timeSlice({
  ...promised,
  query: recorded,
  bad: below(by('model', { a: ratio(0.9), b: ratio(0.85) })),
  example: looked,
});
timeSlice({ ...promised, query: share.minBy('version'), bad: below(ratio(1)), example: looked });
timeSlice({ ...promised, query: bare, bad: above(ratio(0.5)), example: { ...looked, metric: bare, labels: {} } });
fasterThan(latency, seconds(1), {
  ...says,
  periods: ['28d'],
  tiers: [...warningsOnly(WORKBOOK_TIERS), { share: 0.5, window: '7d', severity: 'warning' }],
});

// Any pair of sides that are alike
rawPair({
  ...promised,
  all: (window) => requests.rate(window).sumBy('model'),
  bad: (window) => failed.rate(window).sumBy('model'),
  present: requests.seriesBy('model'),
  example: { series: [], labels: {} },
});
composite({ id: 'y', title: '', promise: '', of: [answered, fast] });

// Labels of the scrape that series set themselves, or lack
const ofPod = gauge('kube_pod_ready', { labels: { pod: own, node: added, service: absent }, unit: 'ratio', help: '' });
ofPod.where({ pod: 'a', node: 'b', namespace: 'c' }).maxBy('pod', 'node');
