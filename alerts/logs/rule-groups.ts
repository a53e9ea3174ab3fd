import { claimsOf, LOG_INTERVAL, type Links, type Workload } from '../../signals';
import type { RuleGroup } from '../rule';
import { logAlertRule } from './alert-rule';

/**
 * What Loki's ruler evaluates: a group for each workload that has log signals, `<workload>.logs`.
 * @param workloads all that are watched together, since some signals are about services that none of them claims
 */
export function logRuleGroups(workloads: readonly Workload[], links: Links): readonly RuleGroup[] {
  const claimed = workloads.flatMap(claimsOf);
  return workloads
    .filter(({ logs }) => logs.length > 0)
    .map((workload) => ({
      name: `${workload.name}.logs`,
      interval: LOG_INTERVAL,
      rules: workload.logs.map((signal) => logAlertRule(workload, signal, links, claimed)),
    }));
}
