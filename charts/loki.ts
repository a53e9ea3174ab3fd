import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { checkRuleGroups } from '../alerts/check';
import { logRuleGroups } from '../alerts/logs/rule-groups';
import { Loki } from '../constructs/loki/loki';
import type { LokiProps } from '../constructs/loki/props';
import type { LogRules } from '../constructs/loki/ruler';
import { toYaml } from '../constructs/yaml';
import type { Links, Workload } from '../signals';
import { LOKI } from '../telemetry/data-sources';

export interface LokiChartProps extends Omit<LokiProps, 'rules'>, Pick<LogRules, 'externalLabels'> {
  /** Whose log lines are looked at. */
  readonly workloads: readonly Workload[];
  readonly links: Links;
}

/** Logs: received, kept for as long as their stream is, searched, and told of. */
export class LokiChart extends Chart {
  constructor(scope: Construct, { workloads, links, externalLabels, ...props }: LokiChartProps) {
    super(scope, 'loki', { disableResourceNameHashes: true });
    const groups = checkRuleGroups(logRuleGroups(workloads, links));
    new Loki(this, 'loki', {
      ...props,
      rules: { text: toYaml({ groups }), externalLabels, grafanaUrl: links.grafana, sourceUid: LOKI.uid },
    });
  }
}
