import { count, percent, ratio, record, seconds } from '../../promql';
import {
  below,
  nativelyFasterThan,
  notFailing,
  samplesKept,
  timeSlice,
  warningsOnly,
  WORKBOOK_TIERS,
} from '../../signals';
import { queries } from './queries';
import { evaluations, evaluationsFailed } from './rule-metrics';
import { failures, missed } from './rules';
import { own, targets } from './scraping';

/** The share of all targets, of whatever workload, whose last scrape brought anything. */
export const answering = record('all:scrape_samples_kept:ratio', samplesKept.compareBool('>', count(0)).avgBy());

/** A lost node of a small cluster takes fewer targets along. */
const BLIND = ratio(0.9);

export const ingestion = timeSlice({
  id: 'ingestion',
  title: 'Ingestion',
  promise: 'of minutes have nine tenths of all targets bring their metrics',
  objective: percent(99.5),
  query: answering,
  bad: below(BLIND),
  example: { metric: samplesKept, labels: { job: 'any' }, good: 1, bad: 0 },
  // Whose targets they are is paged already; this tells that there is a common cause.
  tiers: warningsOnly(WORKBOOK_TIERS),
  missing: 'not counted',
  signals: [targets],
  impact:
    'Dashboards have holes and alerts are blind across workloads, as after the loss of a zone or with a network policy that forbids scraping.',
  nextSteps: [
    'On the page Targets of Prometheus, filter for unhealthy and look for what they have in common: a node, a namespace, an error.',
    'If they are of one namespace, compare its network policies and roles with the last merge: git log --oneline -- dist/<environment>/network.k8s.yaml.',
    'If they are of one node, drain it: kubectl drain <node> --ignore-daemonsets --delete-emptydir-data.',
  ],
});

export const queryLatency = nativelyFasterThan(queries, seconds(0.5), {
  id: 'query-latency',
  title: 'Query latency',
  promise: 'of queries are answered within half a second',
  objective: percent(99),
  // A slow dashboard is no reason to wake anybody.
  tiers: warningsOnly(WORKBOOK_TIERS),
  missing: 'not counted',
  impact: 'People wait for dashboards while they look for the cause of an incident.',
  nextSteps: [
    'On the dashboard Prometheus, see whether range queries alone are slow: a panel reads too many series over too long a time.',
    'Compare with Growth of series on the dashboard Prometheus cardinality: more series slow every query down.',
    'Have the slowest panels read recorded series; npm run bench names those over 50 ms.',
  ],
});

export const ruleEvaluation = notFailing({
  id: 'rule-evaluation',
  title: 'Rule evaluation',
  promise: 'of evaluations of rules succeed',
  objective: percent(99.9),
  all: evaluations.where(own),
  failed: evaluationsFailed.where(own),
  missing: 'bad',
  signals: [failures, missed],
  impact: 'Alerts are silent whatever happens, and recorded series, budgets among them, have gaps that nobody fills.',
  nextSteps: [
    'On the page Rules of Prometheus (Status, Rule health), filter for unhealthy: one error in many groups has one cause.',
    'If "too many samples" or timeouts are the reason, see what has grown on the dashboard Prometheus cardinality.',
    'If it began with a merge, revert it: git log --oneline -- dist/<environment>, and let Argo CD apply the commit before.',
  ],
});
