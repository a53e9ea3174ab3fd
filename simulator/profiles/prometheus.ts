import * as metrics from '../../workloads/prometheus/metrics';
import * as rules from '../../workloads/prometheus/rule-metrics';
import { troubled } from './troubled';

const { sampleLimitHits, bodyLimitHits, labelLimitHits, duplicateSamples, lateSamples, farSamples } = metrics;
const { compactionsFailed, reloadsFailed, walWritesFailed, walCorruptions, sizeRetentions } = metrics;
const { discoveryFailures, syncsFailed, poolsFailed } = metrics;

/** Well: forty-six days of samples, and a hundredth of what each limit allows. Ill: everything beyond it. */
export const { healthy, sick } = troubled({
  values: { handler: ['/api/v1/query', '/api/v1/query_range'] },
  never: [
    ...[sampleLimitHits, bodyLimitHits, labelLimitHits, duplicateSamples, lateSamples, farSamples],
    ...[compactionsFailed, reloadsFailed, walWritesFailed, walCorruptions, sizeRetentions],
    ...[discoveryFailures, syncsFailed, poolsFailed],
    ...[rules.evaluationsFailed, rules.iterationsMissed, rules.alertErrors, rules.alertsDropped],
  ],
  levels: [
    [metrics.newestSample, 5_000_000, 2_000_000],
    [metrics.oldestSample, 1_000_000, 1_999_000],
    [metrics.poolTargets, 10, 990],
    [metrics.poolTargetLimit, 1000, 1000],
    [metrics.configReloaded, 1, 0],
    [metrics.runningQueries, 1, 20],
    [metrics.queryLimit, 20, 20],
    [rules.groupDuration, 1, 29],
    [rules.groupInterval, 30, 30],
    [rules.alertmanagersDiscovered, 2, 0],
    [rules.alertQueue, 1, 9000],
    [rules.alertQueueCapacity, 10_000, 10_000],
  ],
});

/** One counts all series that there are, and one looks back for a day; their examples prove them. */
export const takeHours: readonly string[] = ['PrometheusMetricTooLarge', 'PrometheusSeriesGrow'];
