import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';
import { succeeds } from '../../live/harness/command';
import type { RenderedGroup } from '../../live/harness/rendered';
import { tool } from '../../live/harness/tools';
import { ruleSet, type RuleSet } from './rule-set';
import { OBJECTIVE } from './workload';

/**
 * The same objective in Sloth's words. Another service: the names of its series are ours too, and one database holds both.
 */
const SPECIFICATION = {
  version: 'prometheus/v1',
  service: 'served-as-sloth-does',
  slos: [
    {
      name: OBJECTIVE.id,
      objective: OBJECTIVE.percent,
      description: 'Predictions are answered.',
      sli: {
        events: {
          error_query: 'sum(rate(ml_predictions_total{result="error"}[{{.window}}]))',
          total_query: 'sum(rate(ml_predictions_total[{{.window}}]))',
        },
      },
      alerting: {
        name: 'ServedAvailability',
        page_alert: { labels: { severity: 'critical' } },
        ticket_alert: { labels: { severity: 'warning' } },
      },
    },
  ],
};

/** What the real Sloth makes of the objective, with the windows and periods that it has by default. */
export async function slothRules(scratch: string): Promise<RuleSet> {
  const [input, output] = [join(scratch, 'sloth.yaml'), join(scratch, 'sloth-rules.yaml')];
  writeFileSync(input, dump(SPECIFICATION));
  await succeeds(await tool('sloth'), ['generate', `--input=${input}`, `--out=${output}`]);
  const { groups } = load(readFileSync(output, 'utf8')) as { readonly groups: readonly RenderedGroup[] };
  return ruleSet('Sloth', groups);
}
