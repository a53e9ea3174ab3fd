import { fetchText } from '../harness/http';

/** A line of an exposition. */
export interface Exposed {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The values of a metric with these labels, of all that expose it at these addresses. */
export async function exposed(
  urls: readonly string[],
  metric: string,
  labels: Exposed['labels'] = {},
): Promise<readonly Exposed[]> {
  const texts = await Promise.all(urls.map((url) => fetchText(url)));
  return texts
    .flatMap((text) => text.split('\n'))
    .filter((line) => line.startsWith(`${metric}{`) || line.startsWith(`${metric} `))
    .map(read)
    .filter((one) => Object.entries(labels).every(([name, value]) => one.labels[name] === value));
}

/** Their sum; 0 where there is none. */
export const sumOf = async (...what: Parameters<typeof exposed>): Promise<number> =>
  (await exposed(...what)).reduce((sum, { value }) => sum + value, 0);

const read = (line: string): Exposed => ({
  labels: Object.fromEntries(
    [...line.matchAll(/([\w.]+)="((?:[^"\\]|\\.)*)"/g)].map(([, name = '', value = '']) => [name, value]),
  ),
  value: Number(/ ([^ ]+)$/.exec(line)?.[1]),
});
