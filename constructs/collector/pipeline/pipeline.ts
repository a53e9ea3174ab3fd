import type { Connector, Exporter, Processor, Receiver, Telemetry } from './component';

/** From receivers through processors to exporters, in that order. */
export interface Pipeline {
  /** Its name in the configuration: what goes through, and after a slash which of several (`metrics/spans`). */
  readonly id: Telemetry | `${Telemetry}/${string}`;
  readonly receivers: readonly (Receiver | Connector)[];
  readonly processors: readonly Processor[];
  readonly exporters: readonly (Exporter | Connector)[];
}

export const telemetryOf = ({ id }: Pipeline): Telemetry => id.split('/')[0] as Telemetry;

type Fail = (what: string) => never;

/**
 * What a collector would refuse when it starts, or accept and lose data by.
 * @throws Error with the tier, the pipeline and the component
 */
export function checkPipelines(tier: string, pipelines: readonly Pipeline[]): readonly Pipeline[] {
  for (const pipeline of pipelines) {
    const fail: Fail = (what) => {
      throw new Error(`collector ${tier}, pipeline ${pipeline.id}: ${what}`);
    };
    checkEnds(pipeline, fail);
    checkKinds(pipeline, fail);
    checkMemory(pipeline, fail);
    checkQueues(pipeline, fail);
  }
  checkConnectors(tier, pipelines);
  return pipelines;
}

/** Synth does not check types: a component that a typing error made undefined must not reach the configuration. */
function checkEnds({ receivers, processors, exporters }: Pipeline, fail: Fail): void {
  const lists = { receivers, processors, exporters } as const;
  for (const [name, list] of Object.entries(lists) as [string, readonly unknown[]][]) {
    if (list.some((component) => component === undefined || component === null)) {
      fail(`one of its ${name} is nothing: refer to a component that is declared`);
    }
  }
  if (receivers.length === 0) fail('it has no receiver: nothing would come in');
  if (exporters.length === 0) fail('it has no exporter: what comes in would be gone');
}

function checkKinds(pipeline: Pipeline, fail: Fail): void {
  const telemetry = telemetryOf(pipeline);
  const wrong = [
    ...pipeline.receivers.map(({ id, gives }) => ({ id, of: [gives].flat() })),
    ...pipeline.processors.map(({ id, of }) => ({ id, of })),
    ...pipeline.exporters.map(({ id, takes }) => ({ id, of: [takes].flat() })),
  ].find(({ of }) => !of.includes(telemetry));
  if (wrong) fail(`'${wrong.id}' is for ${wrong.of.join(' and ')}, not for ${telemetry}`);
}

function checkMemory({ receivers, processors }: Pipeline, fail: Fail): void {
  // What a connector passes on has been let in already.
  if (receivers.every(({ kind }) => kind === 'connector')) return;
  if (processors[0]?.limitsMemory !== true) {
    fail(
      `its first processor is ${processors[0] ? `'${processors[0].id}'` : 'none'}, not the memory limiter: it would be killed instead of refusing`,
    );
  }
}

function checkQueues({ exporters }: Pipeline, fail: Fail): void {
  const without = exporters.find((one) => one.kind === 'exporter' && (one.queue as unknown) === undefined);
  if (without) fail(`its exporter '${without.id}' has no queue: what cannot be sent at once would be lost`);
}

function checkConnectors(tier: string, pipelines: readonly Pipeline[]): void {
  const [begin, end] = [
    pipelines.flatMap(({ receivers }) => receivers.filter(isConnector)),
    pipelines.flatMap(({ exporters }) => exporters.filter(isConnector)),
  ];
  const half = [...begin, ...end].find((one) => !begin.includes(one) || !end.includes(one));
  if (half) {
    throw new Error(
      `collector ${tier}: the connector '${half.id}' ${begin.includes(half) ? 'begins a pipeline, and none ends' : 'ends a pipeline, and none begins'} with it`,
    );
  }
}

const isConnector = (component: Receiver | Exporter | Connector): component is Connector =>
  component.kind === 'connector';
