import { samplesPerHour } from '../../../alerts/slo/cost';
import { sloRuleGroups } from '../../../alerts/slo/rule-groups';
import type { Links } from '../../../signals';
import { ruleSet, type RuleSet } from './rule-set';
import { served } from './workload';

/** Annotations lead nowhere here: nobody reads them. */
const LINKS: Links = { grafana: 'https://grafana.example', runbooks: 'https://runbooks.example' };

/** The rules that are generated for the objective, as they stand in a rule file. */
export const ourRules = (): RuleSet =>
  ruleSet(
    'ours',
    served.objectives.flatMap((slo) => sloRuleGroups(served, slo, LINKS)),
  );

/** What synth says that they read in an hour. */
export const predictedSamplesPerHour = (): number =>
  served.objectives.reduce((sum, slo) => sum + samplesPerHour(served, slo), 0);
