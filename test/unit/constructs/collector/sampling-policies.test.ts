import { samplingPolicies } from '../../../../constructs/collector/sampling-policies';
import { DEBUG, LOT_PRIORITY } from '../../../../telemetry/attributes';
import { SAMPLING, type Kept } from '../../../../telemetry/sampling';

const policies = (...kept: readonly Kept[]) => samplingPolicies('kiln', kept);

test('every line is a policy of its name, in the order in which they stand', () => {
  expect(policies(...SAMPLING).map(({ name }) => name)).toEqual(SAMPLING.map(({ name }) => name));
});

test('errors are spans whose status says so', () => {
  expect(policies({ name: 'errors', of: 'errors', share: 1 })).toEqual([
    { name: 'errors', type: 'status_code', status_code: { status_codes: ['ERROR'] } },
  ]);
});

test.each([
  [1, 999],
  [0.25, 249],
  [0.0015, 1],
])('slower than %d s are whole milliseconds above %d', (aboveSeconds, threshold_ms) => {
  expect(policies({ name: 'slow', of: 'slow', aboveSeconds, share: 1 })).toEqual([
    { name: 'slow', type: 'latency', latency: { threshold_ms } },
  ]);
});

test('a mark is the text that is declared', () => {
  expect(policies({ name: 'hot', of: 'marked', attribute: LOT_PRIORITY, value: 'hot', share: 1 })).toEqual([
    { name: 'hot', type: 'string_attribute', string_attribute: { key: 'lot.priority', values: ['hot'] } },
  ]);
});

test('a mark that is true may be a boolean, or the text of it', () => {
  const [policy] = policies({ name: 'debug', of: 'marked', attribute: DEBUG, value: true, share: 1 });
  expect(policy).toMatchObject({
    type: 'ottl_condition',
    ottl_condition: { span: ['span.attributes["debug"] == true', 'span.attributes["debug"] == "true"'] },
  });
});

test('of what is kept in part, those are kept that fit and are drawn', () => {
  const [policy] = policies({ name: 'debug', of: 'marked', attribute: DEBUG, value: true, share: 0.1 });
  expect(policy).toMatchObject({
    name: 'debug',
    type: 'and',
    and: {
      and_sub_policy: [
        { type: 'ottl_condition' },
        { type: 'probabilistic', probabilistic: { sampling_percentage: 10 } },
      ],
    },
  });
});

test.each([
  [0.07, 7],
  [0.01, 1],
  [1 / 3, 33.3333333333],
])('a share of %d are %d percent, whatever floating point makes of it', (share, sampling_percentage) => {
  expect(policies({ name: 'rest', of: 'all', share })).toEqual([
    { name: 'rest', type: 'probabilistic', probabilistic: { sampling_percentage } },
  ]);
});

test('what cannot be sampled by is refused with the tier', () => {
  expect(() => policies({ name: 'rest', of: 'all', share: 2 })).toThrow(
    "collector kiln: sampling 'rest': a share of 2 lies outside 0–1",
  );
});
