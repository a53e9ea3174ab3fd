/** What must compile: the other half of refusals.ts. A refusal that is too eager fails here, in `tsc`. */
import {
  any,
  bytes,
  constant,
  constantBy,
  counter,
  gauge,
  histogram,
  not,
  Quantity,
  ratio,
  raw,
  record,
  seconds,
  type Unit,
  type Vector,
  type VectorLike,
} from '../../promql';
import { above, by, override, shown, signal, type Signal } from '../../signals';

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
