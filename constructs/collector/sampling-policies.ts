import { checkSampling, type Kept } from '../../telemetry/sampling';

/** A policy of the processor `tail_sampling`, collector 0.159: its type, and what that is made with under the same name. */
type Policy = Readonly<{ name: string; type: string }> & Readonly<Record<string, unknown>>;

/**
 * The policies that keep what is declared, in its order.
 * @param tier for whoever reads an error
 */
export const samplingPolicies = (tier: string, kept: readonly Kept[]): readonly Policy[] =>
  checkSampling(`collector ${tier}`, kept).map(policyOf);

function policyOf(kept: Kept): Policy {
  const { name, share } = kept;
  if (kept.of === 'all') return probabilistic(name, share);
  const fits = whatFits(kept);
  // Those that fit, and of them the share: which traces they are is drawn by their id, so that a line with a larger share has
  // all those of a smaller one, and two lines together keep the larger share.
  return share === 1 ? fits : { name, type: 'and', and: { and_sub_policy: [fits, probabilistic(name, share)] } };
}

function whatFits(kept: Exclude<Kept, { readonly of: 'all' }>): Policy {
  const { name } = kept;
  switch (kept.of) {
    case 'errors':
      return { name, type: 'status_code', status_code: { status_codes: ['ERROR'] } };
    case 'slow':
      // Above the threshold, in whole milliseconds of which the rest is cut off: 1000.5 ms are not above 1000.
      return { name, type: 'latency', latency: { threshold_ms: Math.ceil(kept.aboveSeconds * 1000) - 1 } };
    case 'marked':
      return marked(name, kept.attribute.name, kept.value);
  }
}

const marked = (name: string, key: string, value: string | boolean): Policy =>
  typeof value === 'string'
    ? { name, type: 'string_attribute', string_attribute: { key, values: [value] } }
    : { name, type: 'ottl_condition', ottl_condition: { error_mode: 'ignore', span: truth(key, value) } };

/** As a boolean, or as the text that baggage makes of it: the policy for booleans would not see the text. Either is enough. */
const truth = (key: string, value: boolean): readonly string[] => [
  `span.attributes["${key}"] == ${value}`,
  `span.attributes["${key}"] == "${value}"`,
];

const probabilistic = (name: string, share: number): Policy => ({
  name,
  type: 'probabilistic',
  // Rounded: 0.07 × 100 is a little more than 7.
  probabilistic: { sampling_percentage: Number((share * 100).toPrecision(12)) },
});
