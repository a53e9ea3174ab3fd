import { join } from 'node:path';
import type { Change } from '../../live/incidents/report';
import { local } from '../../live/harness/alertmanager/local';
import { startAlertmanager, type Alertmanager } from '../../live/harness/alertmanager/program';
import { recorder, type Recorder } from '../../live/harness/alertmanager/recorder';
import { scaled } from '../../live/harness/alertmanager/scaled';
import type { RuleFile } from '../../live/harness/rendered';
import { scratch } from '../../live/harness/scratch';
import type { Span } from '../../../simulator/time';
import { clock, feed, type Clock } from './feed';
import { heard, type Heard } from './heard';
import type { Side } from './sides';

interface Listening {
  readonly side: Side;
  readonly alertmanager: Alertmanager;
  readonly recorder: Recorder;
}

export interface TellOptions {
  readonly span: Span;
  readonly factor: number;
  readonly files: readonly RuleFile[];
  readonly say: (what: string) => void;
}

/** In milliseconds, from the start of the programs to the first alert. */
const LEAD = 500;

/** Tells an Alertmanager of each side of a history, both at the same time. @returns what people got, and how late it was at most */
export async function tell(
  history: readonly Change[],
  sides: readonly Side[],
  { span, factor, files, say }: TellOptions,
): Promise<{ readonly heard: readonly Heard[]; readonly late: number }> {
  const place = scratch('noise');
  const listening: Listening[] = [];
  try {
    for (const side of sides) listening.push(await listen(side, join(place.folder, side.name), factor));
    const time = clock(span.from, Date.now() + LEAD, factor);
    const late = await feed(
      history,
      listening.map(({ side, alertmanager }) => ({ url: alertmanager.url, hears: side.hears })),
      { clock: time, span, annotations: annotationsIn(files), say },
    );
    return { heard: listening.map((one) => heardBy(one, time, span)), late };
  } finally {
    for (const { alertmanager, recorder: listener } of listening) {
      await alertmanager.stop();
      await listener.stop();
    }
    place.remove();
  }
}

async function listen(side: Side, folder: string, factor: number): Promise<Listening> {
  const listener = await recorder();
  const { config, templates } = side.configured;
  const { config: scaledConfig, files } = local(
    { config: scaled(config, factor), templates },
    { recorder: listener.url, folder },
  );
  const alertmanager = await startAlertmanager({ config: scaledConfig, files, folder, factor });
  return { side, alertmanager, recorder: listener };
}

/** @throws Error where something was not delivered, since then nothing that is counted is right */
function heardBy({ side, alertmanager, recorder: listener }: Listening, time: Clock, span: Span): Heard {
  const failed = alertmanager
    .log()
    .split('\n')
    .filter((line) => /level=ERROR|Notify attempt failed/.test(line));
  if (listener.refused() > 0 || failed.length > 0) {
    throw new Error(
      `${side.name}: ${listener.refused()} notifications were refused; Alertmanager says:\n${failed.slice(0, 5).join('\n')}`,
    );
  }
  return heard(listener.notifications, { clock: time, to: span.to, overheard: side.overheard });
}

type Labels = Readonly<Record<string, string>>;

/** What the rule of an alert has to say of it. */
function annotationsIn(files: readonly RuleFile[]): (labels: Labels) => Labels {
  const known = new Map(
    files.flatMap(({ groups }) =>
      groups.flatMap(({ rules }) =>
        rules.map(
          ({ alert, labels, annotations }) => [`${alert ?? ''} ${labels?.severity ?? ''}`, annotations] as const,
        ),
      ),
    ),
  );
  return ({ alertname, severity }) => known.get(`${alertname ?? ''} ${severity ?? ''}`) ?? { summary: alertname ?? '' };
}
