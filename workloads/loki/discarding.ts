import { ratio, spoken, type Duration } from '../../promql';
import { above, comes, gone, grows, signal, stays, type InputSeries } from '../../signals';
import { startTime } from '../process-metrics';
import { linesDiscarded, linesReceived } from './metrics';
import { own, replica, strangers } from './scraping';

/** A burst is over in a moment: it is told for so long that somebody sees it. */
const TOLD_FOR: Duration = '15m';

const upFor = startTime.where(own).maxBy('namespace', 'job', 'pod').age();
// A reason is not counted before the first line that is refused for it.
const refusedLines = linesDiscarded.where(own).gained(TOLD_FOR, upFor).sumBy('reason');
const allLines = linesReceived.where(own).increase(TOLD_FOR).sumBy();

const discarded = (reason: string, perSecond: number, target = replica('a')): InputSeries =>
  grows(
    linesDiscarded,
    { ...target, format: 'otlp', policy: '', reason, retention_hours: '744', tenant: 'fake' },
    perSecond,
  );
/** It is counted at once how many were refused, and no more are. */
const stands = (reason: string, lines: number): InputSeries => ({
  ...discarded(reason, 0),
  values: (steps) => `${lines}+0x${steps}`,
});
const received = (perSecond: number, target = replica('a')): InputSeries =>
  grows(
    linesReceived,
    { ...target, format: 'otlp', is_internal_stream: 'false', policy: '', tenant: 'fake' },
    perSecond,
  );
/** In use since the first sample, with so many lines a quarter of an hour. */
const inUse = (lines: number): readonly InputSeries[] => [stays(startTime, replica('a'), 0), received(lines / 900)];

export const refused = signal({
  name: 'LokiLinesDiscarded',
  title: 'Lines discarded',
  description: (t) =>
    `Share of the lines of the last ${spoken(TOLD_FOR)} that Loki has refused for good, by the reason: limits (rate_limited, stream_limit, per_stream_rate_limit), lines that are too old or too long. Above ${t.warning} of all lines somebody misses them.`,
  query: refusedLines.on().left().div(allLines.positive()),
  warning: above(ratio(0.001)).for('1m'),
  examples: {
    warning: {
      fires: [
        {
          series: [
            ...['a', 'b'].flatMap((pod) => [
              received(500, replica(pod)),
              discarded('rate_limited', 0.5025, replica(pod)),
            ]),
            discarded('line_too_long', 0.5),
            ...strangers.map((target) => received(1000, target)),
            ...gone([received(1000, replica('c'))], '20m'),
          ],
          at: '36m',
          notYetAt: '34m',
          labels: { reason: 'rate_limited' },
        },
        // A burst, the first of its kind, which is told as long as somebody needs to see it.
        {
          series: [...inUse(900_000), ...comes([stands('rate_limited', 905), stands('line_too_long', 895)], '60m')],
          at: '74m',
          notYetAt: '60m',
          labels: { reason: 'rate_limited' },
        },
      ],
      quiet: [
        {
          series: [
            ...['a', 'b'].flatMap((pod) => [
              received(500, replica(pod)),
              discarded('rate_limited', 0.4975, replica(pod)),
            ]),
            ...strangers.flatMap((target) => [received(1, target), discarded('stream_limit', 9, target)]),
          ],
          at: '30m',
        },
        // An hour ago, and a while ago.
        { series: [...inUse(900_000), stands('rate_limited', 9000)], at: '60m' },
        { series: [...inUse(900_000), ...comes([stands('rate_limited', 9000)], '60m')], at: '77m' },
        { series: [received(0), discarded('rate_limited', 1)], at: '30m' },
      ],
    },
  },
  impact: 'These lines are gone: agents do not send again what is refused for good.',
  nextSteps: [
    'Find the service: in Explore, topk(10, sum by (service_name) (rate({service_name=~".+"}[5m]))); a loop that logs is the usual cause of rate_limited and per_stream_rate_limit.',
    'For stream_limit, see which label has too many values: logcli series \'{service_name="<service>"}\' --analyze-labels.',
    'If the volume is wanted, raise the limit in constructs/loki/limits.ts together with the preset of the environment (docs/sizing.md).',
  ],
});
