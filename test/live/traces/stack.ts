import { join } from 'node:path';
import { ENVIRONMENTS, type Environment } from '../../../environments';
import { DECISION_SECONDS } from '../../../telemetry/sampling';
import { startCollectors, type Collectors, type Sampler } from '../backends/collectors';
import { startJaeger, type Jaeger } from '../backends/jaeger';
import { LOOPBACK } from '../harness/ports';
import { rendered } from '../harness/rendered';
import { eventually } from '../harness/wait';
import { sumOf } from './exposed';

export interface Stack {
  readonly collectors: Collectors;
  readonly jaeger: Jaeger;
  stop(): Promise<void>;
}

/** @param is what the environment is like, in words and as a test */
function named(what: string, is: (environment: Environment) => boolean): string {
  const found = ENVIRONMENTS.find(is);
  if (!found) throw new Error(`no environment is ${what}`);
  return found.name;
}

const SINGLE = named('single', ({ availability }) => availability === 'single');

/** Collectors of which several samplers are meant to be, by what they have room for. */
const COLLECTORS = {
  fab: named(
    'replicated and medium',
    ({ availability, preset }) => availability === 'replicated' && preset === 'medium',
  ),
  pilot: named(
    'replicated and small',
    ({ availability, preset }) => availability === 'replicated' && preset === 'small',
  ),
} as const;

/** Nobody listens there: no log line comes. */
const NO_LOKI = `http://${LOOPBACK}:9`;

/**
 * Two samplers behind agent and gateway, and the Jaeger that has its store in itself.
 * @param of whose collectors: those of a fab have room for all traces that are sent here in seconds, those of a pilot have not
 */
export async function startStack(folder: string, of: keyof typeof COLLECTORS = 'fab'): Promise<Stack> {
  const jaeger = await startJaeger(rendered(SINGLE), join(folder, 'jaeger'));
  try {
    const collectors = await startCollectors({
      objects: rendered(COLLECTORS[of]),
      folder: join(folder, 'collectors'),
      jaegerOtlpGrpcPort: jaeger.otlpGrpcPort,
      lokiUrl: NO_LOKI,
      samplers: 2,
    });
    return {
      collectors,
      jaeger,
      stop: async () => {
        await collectors.stop();
        await jaeger.stop();
      },
    };
  } catch (error) {
    await jaeger.stop();
    throw error;
  }
}

/** Traces that wait for their decision in a sampler. */
export const waiting = ({ metrics }: Sampler): Promise<number> =>
  sumOf([metrics], 'otelcol_processor_tail_sampling_sampling_traces_on_memory');

/** Spans that a sampler has taken since it was started. */
export const taken = ({ metrics }: Sampler): Promise<number> =>
  sumOf([metrics], 'otelcol_receiver_accepted_spans_total');

/** Leads the name of the samplers to these, and waits until the gateway has seen it. */
export async function leadTo({ gateway }: Collectors, samplers: readonly Sampler[]): Promise<void> {
  gateway.lead(samplers.map(({ address }) => address));
  await eventually(async () => {
    expect(await sumOf([gateway.metrics], 'otelcol_loadbalancer_num_backends')).toBe(samplers.length);
  }, 30);
}

/** Spans that all samplers have taken since they were started. */
export const takenByAll = async ({ samplers }: Collectors): Promise<number> =>
  (await Promise.all(samplers.map(taken))).reduce((sum, count) => sum + count, 0);

/** Waits until no trace waits for its decision any more. */
export const decided = ({ samplers }: Collectors): Promise<void> =>
  eventually(
    async () => {
      expect(await Promise.all(samplers.map(waiting))).toEqual(samplers.map(() => 0));
    },
    2 * DECISION_SECONDS,
    1,
  );
