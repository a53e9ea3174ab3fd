import { blind, dashboard, moreGeneral, row, workload, type Workload } from '../signals';
import * as cluster from './alertmanager/cluster';
import * as clusterMetrics from './alertmanager/cluster-metrics';
import * as delivery from './alertmanager/delivery';
import * as metrics from './alertmanager/metrics';
import { scrape, targets } from './alertmanager/scraping';
import { sre } from './teams';

const SIGNALS = [
  targets,
  delivery.failures,
  delivery.byReason,
  delivery.volume,
  delivery.current,
  delivery.configuration,
  delivery.silenced,
  delivery.internal,
];
const CLUSTER = [cluster.complete, cluster.sameConfiguration, cluster.messages];

/** Who tells people: does everybody hear of what concerns them, once? */
const made = (availability: 'single' | 'replicated'): Workload =>
  workload({
    name: 'alertmanager',
    title: 'Alertmanager',
    team: sre,
    scrape,
    metrics: { ...metrics, ...(availability === 'replicated' && clusterMetrics) },
    signals: [...SIGNALS, ...(availability === 'replicated' ? CLUSTER : [])],
    inhibitions: [
      blind(targets),
      ...(availability === 'replicated'
        ? [moreGeneral(delivery.configuration, { than: [cluster.sameConfiguration] })]
        : []),
    ],
    objectives: [delivery.objective],
    dashboards: [
      dashboard(
        'Alertmanager',
        { uid: 'alertmanager', description: 'Do notifications reach people, and what do they not hear of?' },
        row('Notifications', delivery.failures, delivery.byReason, delivery.volume),
        row('Alerts', delivery.current, delivery.silenced),
        row('Alertmanager', targets, delivery.configuration, delivery.internal),
        ...(availability === 'replicated' ? [row('Cluster', ...CLUSTER)] : []),
      ),
    ],
  });

/** Replicas that know each other. */
export const alertmanager = made('replicated');
/** One alone, without a cluster. */
export const singleAlertmanager = made('single');
