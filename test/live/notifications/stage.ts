import { join } from 'node:path';
import { renderedAlertmanager, type AlertmanagerFile } from '../harness/alertmanager/file';
import { holdingNothingBack } from '../harness/alertmanager/hours';
import { local } from '../harness/alertmanager/local';
import { startAlertmanager, type Alertmanager, type Setup } from '../harness/alertmanager/program';
import { withoutRepeats } from '../harness/alertmanager/repeats';
import { recorder, type Notification, type Recorder } from '../harness/alertmanager/recorder';
import { startReplicas } from '../harness/alertmanager/replicas';
import { scaled } from '../harness/alertmanager/scaled';
import { scratch } from '../harness/scratch';
import { eventually } from '../harness/wait';

/** An environment's Alertmanager, told of by services that only write down what they hear. */
export interface Stage {
  readonly services: Recorder;
  readonly replicas: readonly Alertmanager[];
  /** Gives each of them the rendered configuration with another change, while it runs. */
  readonly reconfigure: (change: Change) => Promise<void>;
  /** Waits until all that has been told satisfies a check. @throws Error with what the check says and the logs, where it never does */
  readonly until: (check: (told: readonly Notification[]) => void, limitSeconds: number) => Promise<void>;
}

type Change = (config: AlertmanagerFile) => AlertmanagerFile;

export interface Staging {
  readonly environment: string;
  /** How many times faster everything waits. */
  readonly factor: number;
  /** By default one, alone. */
  readonly replicas?: number;
  /** What differs from the rendered configuration; by default only that no time interval holds anything back. */
  readonly change?: Change;
}

const LOG_LINES = 30;

/** So that nothing is held back, and nothing told but what is new: for what does not depend on either. */
export const onlyNews: Change = (config) => withoutRepeats(holdingNothingBack(config, new Date()));

/** @param later is given what ends it all */
export async function stage(later: (task: () => Promise<void> | void) => void, staging: Staging): Promise<Stage> {
  const { environment, factor, replicas: count = 1 } = staging;
  const place = scratch('notifications');
  later(() => {
    place.remove();
  });
  const services = await recorder();
  later(services.stop);
  const { config, templates } = renderedAlertmanager(environment);
  const changed = (change: Change) =>
    local({ config: scaled(change(config), factor), templates }, { recorder: services.url, folder: place.folder });
  const setup: Setup = {
    ...changed(staging.change ?? ((original) => holdingNothingBack(original, new Date()))),
    folder: join(place.folder, 'alertmanager'),
    factor,
  };
  const replicas = count === 1 ? [await startAlertmanager(setup)] : await startReplicas(count, setup);
  // One that stops in good order takes leave of the others, one after the other.
  later(() => Promise.all(replicas.map(({ kill }) => kill())).then(() => undefined));
  return {
    services,
    replicas,
    reconfigure: async (change) => {
      const { config: next } = changed(change);
      await Promise.all(replicas.map(({ reload }) => reload(next)));
    },
    until: (check, limitSeconds) =>
      eventually(
        () => {
          check(services.notifications);
        },
        limitSeconds,
        0.05,
      ).catch((error: unknown) => {
        const logs = replicas.map(({ log }) => log().split('\n').slice(-LOG_LINES).join('\n'));
        throw new Error([(error as Error).message, ...logs].join('\n\n'), { cause: error });
      }),
  };
}
