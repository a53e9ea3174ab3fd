import { load } from 'js-yaml';
import { fileOf, type KubeObject } from '../harness/rendered';
import type { FoundLine, JaegerTrace } from './destinations';
import { filled, provisionedIn, type Variables } from './templates';

/** Settings of the rendered data sources that links are made of, as Grafana has them once they are provisioned. */
export interface LinkSettings {
  readonly jaeger: {
    readonly tracesToLogsV2: {
      readonly datasourceUid: string;
      readonly spanStartTimeShift: string;
      readonly spanEndTimeShift: string;
      readonly query: string;
    };
    readonly tracesToMetrics: {
      readonly datasourceUid: string;
      readonly queries: readonly { readonly name: string; readonly query: string }[];
    };
  };
  /** Each leads to Jaeger. */
  readonly loki: { readonly derivedFields: readonly DerivedField[] };
  readonly prometheus: {
    readonly exemplarTraceIdDestinations: readonly { readonly name: string; readonly datasourceUid: string }[];
  };
}

interface DerivedField {
  readonly name: string;
  readonly matcherType: 'label' | 'regex';
  readonly matcherRegex: string;
  readonly datasourceUid: string;
  readonly url: string;
}

interface Source {
  readonly uid: string;
  readonly jsonData?: unknown;
}

export function linkSettings(objects: readonly KubeObject[]): LinkSettings {
  const { datasources } = load(fileOf(objects, 'data-sources.yaml')) as { readonly datasources: readonly Source[] };
  return Object.fromEntries(
    datasources.map(({ uid, jsonData }) => [uid, provisionedIn(jsonData)]),
  ) as unknown as LinkSettings;
}

/** What Grafana knows of a span: tags of its process, and over them its own. */
export function variablesOf(trace: JaegerTrace, span: JaegerTrace['spans'][number]): Variables {
  const tags = [...(trace.processes[span.processID]?.tags ?? []), ...span.tags];
  return {
    __span: {
      traceId: span.traceID,
      spanId: span.spanID,
      duration: span.duration,
      name: span.operationName,
      tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
    },
  };
}

const UNITS = { s: 1000, m: 60_000, h: 3_600_000 } as const;

/** A shift such as `-1m`, in milliseconds. */
export function shift(text: string): number {
  const [, amount = '', unit = ''] = /^(-?\d+)([smh])$/.exec(text) ?? [];
  return Number(amount) * UNITS[unit as keyof typeof UNITS];
}

/** Where Grafana leads from a line: the traces that it derives from it, each as Jaeger is asked for it. */
export const tracesOf = ({ loki }: LinkSettings, line: FoundLine): readonly string[] =>
  loki.derivedFields.flatMap((field) => {
    const raw = derived(field, line);
    return raw === undefined ? [] : [filled(field.url, { __value: { raw } }) ?? 'no link'];
  });

/** That of the first label that fits, or what the expression finds in the text. */
function derived({ matcherType, matcherRegex }: DerivedField, { labels, text }: FoundLine): string | undefined {
  const expression = new RegExp(matcherRegex);
  return matcherType === 'label'
    ? Object.entries(labels).find(([label]) => expression.test(label))?.[1]
    : expression.exec(text)?.[1];
}

interface Pane {
  readonly datasource: string;
  readonly queries: readonly [{ readonly expr: string }];
  readonly range: { readonly from: string; readonly to: string };
}

/** What a page Explore asks. @throws Error for an address of none */
export function explored(address: URL | undefined) {
  const panes = JSON.parse(address?.searchParams.get('panes') ?? '{}') as Readonly<Record<string, Pane>>;
  const [pane] = Object.values(panes);
  if (!pane) throw new Error(`${address?.href ?? 'no link'} is no page Explore`);
  return { datasource: pane.datasource, expr: pane.queries[0].expr, ...pane.range };
}
