import type { Comparison } from '../../../bench/slo/comparison';
import { QUIET_DAY, STEADY } from '../../../bench/slo/load';
import type { Measured } from '../../../bench/slo/measure';
import { comparisonText, isKept, predictionLine, verdict, verdictLine } from '../../../bench/slo/report';

const measured = (samplesPerHour: number, ratio: number): Measured => ({
  groups: [
    {
      group: 'served',
      interval: '30s',
      rules: [{ rule: 'slo:sli_error:ratio_rate30d 30d', samples: samplesPerHour / 120, seconds: 0.01 }],
      samplesPerHour,
      secondsPerHour: 1.2,
    },
  ],
  samplesPerHour,
  secondsPerHour: 1.2,
  ratio: (window) => (window === '30d' ? ratio : undefined),
});

const steady: Comparison = {
  load: STEADY,
  samples: 9_500_000,
  exact: () => 0.001,
  ours: measured(12_000, 0.001001),
  sloth: measured(480_000, 0.00101),
};
const quiet: Comparison = { ...steady, load: QUIET_DAY, sloth: measured(479_000, 0.003) };

describe('the verdict', () => {
  it('takes the worse of both loads for each number, and rounds nothing up that is promised', () => {
    expect(verdictLine(verdict([steady, quiet]))).toBe('39× fewer samples than Sloth, error 0.1 % (Sloth 200 %)');
  });

  it('is kept from 20 times fewer samples on, up to an error of half a percent', () => {
    const kept = { fewer: 20, error: 0.005, slothError: 3 };
    expect(isKept(kept)).toBe(true);
    expect(isKept({ ...kept, fewer: 19.9 })).toBe(false);
    expect(isKept({ ...kept, error: 0.0051 })).toBe(false);
  });

  it('cannot be given where a rule set has no ratio of the period', () => {
    const without = { ...steady.sloth, ratio: () => undefined };
    expect(() => verdict([{ ...steady, sloth: without }])).toThrow('nothing was recorded for 30d');
  });
});

describe('what synth predicted', () => {
  it.each([
    [11_880, '1 % under'],
    [12_600, '5 % over'],
  ])('is compared with what was measured: %d is %s', (predicted, off) => {
    expect(predictionLine(predicted, [steady, quiet])).toContain(`${off} what was measured`);
  });
});

describe('the report of a load', () => {
  it('shows cost by group and error by window, with a dash where there is none', () => {
    expect(comparisonText(steady, ['7d', '30d'])).toMatchInlineSnapshot(`
      "Steady load (9.5 million samples of raw counters)

             group        every  rules  samples/evaluation  samples/h  evaluation s/h
      ours   served         30s      1                 100     12,000             1.2
      ours   all of them             1                         12,000             1.2
      Sloth  served         30s      1               4,000    480,000             1.2
      Sloth  all of them             1                        480,000             1.2
      Sloth's rules read 40.0× the samples and take 1.0× the time.

      window  exact ratio        ours  error       Sloth  error
      7d       0.00100000           –      –           –      –
      30d      0.00100000  0.00100100  0.1 %  0.00101000    1 %
      "
    `);
  });
});
