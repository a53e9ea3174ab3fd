import { milliseconds, printNumber, type AnyMetric, type Duration } from '../promql';
import { stays, type InputSeries } from '../signals';

type Labels = Readonly<Record<string, string>>;

/** A gauge that moves evenly, for so long at one pace and then at the next. @param paces each per hour */
export function moves(
  metric: AnyMetric,
  labels: Labels,
  from: number,
  ...paces: readonly (readonly [perHour: number, how: Duration])[]
): InputSeries {
  const { series } = stays(metric, labels, from);
  return {
    series,
    values: (steps, seconds) =>
      paces
        .reduce<{ readonly at: number; readonly value: number; readonly text: readonly string[] }>(
          ({ at, value, text }, [perHour, how], i) => {
            const isLast = i === paces.length - 1;
            const count = isLast ? steps - at : Math.min(steps - at, Math.round(milliseconds(how) / 1000 / seconds));
            const step = (perHour * seconds) / 3600;
            const part =
              count > 0
                ? [`${printNumber(value)}${step < 0 ? '-' : '+'}${printNumber(Math.abs(step))}x${count - 1}`]
                : [];
            return { at: at + count, value: value + step * count, text: [...text, ...part] };
          },
          { at: -1, value: from, text: [] },
        )
        .text.join(' '),
  };
}
