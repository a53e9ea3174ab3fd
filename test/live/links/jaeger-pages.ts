import { objectOf, type KubeObject } from '../harness/rendered';

interface Pages {
  readonly linkPatterns: readonly { readonly type: string; readonly url: string }[];
}

/** What Jaeger's pages know of a trace. Times in microseconds. */
export interface TraceOnPage {
  readonly traceID: string;
  readonly startTime: number;
  readonly endTime: number;
}

type Value = string | number;

/** Functions of a value's format; each leaves alone what is of another kind than it is for, as Jaeger's do (its UI, v2.14). */
const FORMATS: Readonly<Record<string, (value: Value, argument: string) => Value>> = {
  add: (value, offset) => (typeof value === 'number' ? value + Number(offset) : value),
  epoch_micros_to_date_iso: (value) => (typeof value === 'number' ? new Date(value / 1000).toISOString() : value),
};

function formatted(value: Value, formats: readonly string[]): Value {
  return formats.reduce((before, format) => {
    const [name = '', argument = ''] = format.split(/ +/);
    const apply = FORMATS[name];
    if (!apply) throw new Error(`Jaeger has no format '${name}'`);
    return apply(before, argument);
  }, value);
}

/** The addresses that Jaeger's pages show for a trace. Each format is applied twice: to the value, and where it is put into the address. */
export function traceLinks(objects: readonly KubeObject[], jaeger: string, trace: TraceOnPage): readonly URL[] {
  const { linkPatterns } = JSON.parse(objectOf(objects, 'ConfigMap', jaeger).data?.['ui.json'] ?? '') as Pages;
  return linkPatterns
    .filter(({ type }) => type === 'traces')
    .map(
      ({ url }) =>
        new URL(
          url.replaceAll(/#\{([^{}]*)\}/g, (_, slot: string) => {
            const [name = '', ...formats] = slot.split('|').map((part) => part.trim());
            const value = formatted(trace[name as keyof TraceOnPage], formats);
            return encodeURIComponent(formatted(value, formats));
          }),
        ),
    );
}
