import type { Component, Extension } from './component';
import { checkPipelines, type Pipeline } from './pipeline';

/** The configuration file of a collector as a plain object. */
export interface CollectorConfig {
  readonly service: {
    readonly extensions: readonly string[];
    readonly pipelines: Readonly<Record<string, Ids>>;
    readonly telemetry: object;
  };
  readonly extensions: Section;
  readonly receivers: Section;
  readonly processors: Section;
  readonly connectors?: Section;
  readonly exporters: Section;
}

/** What a pipeline refers to. */
interface Ids {
  readonly receivers: readonly string[];
  readonly processors?: readonly string[];
  readonly exporters: readonly string[];
}

/** Components by their ids. */
type Section = Readonly<Record<string, object>>;

export interface Collector {
  /** The tier, for whoever reads an error. */
  readonly name: string;
  readonly telemetry: object;
  readonly pipelines: readonly Pipeline[];
  /** Those that no component uses, such as the health check. */
  readonly extensions: readonly Extension[];
}

/**
 * The configuration in which these pipelines run, with all that they use and nothing else.
 * @throws Error with the tier and the component, for pipelines that lose data (see {@link checkPipelines}), and two components of one id
 */
export function collectorConfig({ name, telemetry, pipelines, extensions }: Collector): CollectorConfig {
  checkPipelines(name, pipelines);
  const components = distinct(pipelines.flatMap((one) => [...one.receivers, ...one.processors, ...one.exporters]));
  const all = distinct([...components.flatMap(({ uses }) => uses), ...extensions]);
  checkIds(name, [...components, ...all]);
  const section = (kind: Component['kind']): Section => sectionOf([...components, ...all], kind);
  const connectors = section('connector');
  return {
    service: {
      extensions: all.map(({ id }) => id),
      pipelines: Object.fromEntries(pipelines.map((one) => [one.id, named(one)])),
      telemetry,
    },
    extensions: section('extension'),
    receivers: section('receiver'),
    processors: section('processor'),
    ...(Object.keys(connectors).length > 0 && { connectors }),
    exporters: section('exporter'),
  };
}

const distinct = <T>(all: readonly T[]): readonly T[] => [...new Set(all)];

const sectionOf = (components: readonly Component[], wanted: Component['kind']): Section =>
  Object.fromEntries(components.filter(({ kind }) => kind === wanted).map(({ id, config }) => [id, config]));

const named = ({ receivers, processors, exporters }: Pipeline): Ids => ({
  receivers: receivers.map(({ id }) => id),
  ...(processors.length > 0 && { processors: processors.map(({ id }) => id) }),
  exporters: exporters.map(({ id }) => id),
});

/** Of two with one id in a section, the configuration would have one. */
function checkIds(name: string, components: readonly Component[]): void {
  const twice = components.find((one, i) =>
    components.slice(0, i).some((before) => before.kind === one.kind && before.id === one.id),
  );
  if (twice) {
    throw new Error(
      `collector ${name}: two different ${twice.kind}s are called '${twice.id}': name after a slash what each is for`,
    );
  }
}
