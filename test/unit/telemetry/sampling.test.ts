import { USER_ID } from '../../../telemetry/attributes';
import { checkSampling, SAMPLING, type Kept } from '../../../telemetry/sampling';

const rest = (change: Partial<Kept> = {}): Kept => ({ name: 'rest', of: 'all', share: 0.01, ...change }) as Kept;

test('what is declared can be kept', () => {
  expect(checkSampling('kiln', SAMPLING)).toBe(SAMPLING);
});

test.each<[string, readonly Kept[], string]>([
  ['a share above 1', [rest({ share: 1.5 })], "kiln: sampling 'rest': a share of 1.5 lies outside 0–1"],
  ['a share below 0', [rest({ share: -0.1 })], "kiln: sampling 'rest': a share of -0.1 lies outside 0–1"],
  ['a share that is no number', [rest({ share: NaN })], "kiln: sampling 'rest': a share of NaN lies outside 0–1"],
  ['no line at all', [], 'kiln: sampling has no line: no trace would be kept'],
  ['two lines of one name', [rest(), rest()], "kiln: sampling 'rest': two lines have this name"],
  [
    'slowness of no duration',
    [{ name: 'slow', of: 'slow', aboveSeconds: 0, share: 1 }],
    "kiln: sampling 'slow': 0 seconds are no duration",
  ],
  [
    'a mark that spans do not carry',
    [{ name: 'people', of: 'marked', attribute: USER_ID, value: 'u-1', share: 1 }],
    "kiln: sampling 'people': no span carries 'user_id'",
  ],
])('%s is refused with what would sample by it', (_, kept, message) => {
  expect(() => checkSampling('kiln', kept)).toThrow(message);
});

test('all and nothing are shares', () => {
  expect(() => checkSampling('kiln', [rest({ share: 1 }), rest({ name: 'none', share: 0 })])).not.toThrow();
});
