import { blind, dashboard, moreGeneral, row, targetsDown, workload, type Signal, type Workload } from '../signals';
import * as bulkMetrics from './jaeger/bulk-metrics';
import { collecting } from './jaeger/collecting';
import * as metrics from './jaeger/metrics';
import { querying } from './jaeger/querying';
import { writes } from './jaeger/writes';
import { ofTheStack } from './stack';
import { sre } from './teams';

const { queries, queryTime, ...takingMetrics } = metrics;
const askingMetrics = { queries, queryTime };

/** Parts of Jaeger that are jobs of their own where it is replicated. */
interface Parts {
  readonly collector: ReturnType<typeof ofTheStack>;
  /** Where it is a part of its own, with a store outside. */
  readonly query?: ReturnType<typeof ofTheStack>;
}

/** The traces: are they stored, and found? */
function made({ collector, query = collector }: Parts): Workload {
  const isOne = query === collector;
  const targets = targetsDown(collector, { prefix: 'Jaeger', title: isOne ? 'Jaeger' : 'Jaeger’s collector' });
  const queryTargets = isOne ? [] : [targetsDown(query, { prefix: 'JaegerQuery', title: 'Jaeger’s query service' })];
  const taking = collecting(collector);
  const asking = querying(query);
  const store: readonly Signal[] = isOne ? [] : writes(collector);
  return workload({
    name: 'jaeger',
    title: 'Jaeger',
    team: sre,
    scrape: collector,
    metrics: isOne ? metrics : { ...takingMetrics, ...bulkMetrics },
    parts: isOne ? [] : [{ scrape: query, metrics: askingMetrics }],
    signals: [
      targets,
      ...queryTargets,
      taking.failures,
      taking.refused,
      taking.volume,
      taking.memory,
      ...store,
      asking.errors,
      asking.time,
      asking.volume,
    ],
    inhibitions: isOne
      ? [blind(targets)]
      : [
          moreGeneral(targets, { than: [taking.failures, taking.refused], from: 'critical' }),
          ...queryTargets.map((down) => moreGeneral(down, { than: [asking.errors, asking.time], from: 'critical' })),
        ],
    objectives: [taking.objective],
    dashboards: [
      dashboard(
        'Jaeger',
        { uid: 'jaeger', description: 'Are traces stored, and can they be found?' },
        row('Traces in', taking.failures, taking.refused, taking.volume, ...store),
        row('Traces found', asking.errors, asking.time, asking.volume),
        row('Infrastructure', targets, ...queryTargets, taking.memory),
      ),
    ],
  });
}

const COLLECTOR = ofTheStack('jaeger-collector', 'metrics', { targets: 2 });

/** A collector and a query service, with OpenSearch as their store. */
export const jaeger = made({
  collector: COLLECTOR,
  query: ofTheStack('jaeger-query', 'metrics', { targets: 2 }),
});
/** All in one, with a volume as its store. */
export const singleJaeger = made({ collector: ofTheStack('jaeger', 'metrics') });

/** For dashboards that borrow it; wherever Jaeger is, it has a signal of this name. */
export const spansNotStored = collecting(COLLECTOR).failures;
