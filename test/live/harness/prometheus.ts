import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { fetchJson } from './http';
import { freePorts, LOOPBACK } from './ports';
import { start } from './program';
import type { RuleFile } from './rendered';
import { scratch } from './scratch';
import { tool } from './tools';

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly values: readonly number[];
}

export interface Answer {
  readonly series: readonly Sample[];
  /** What Prometheus remarks on the query. */
  readonly remarks: readonly string[];
}

export interface RuleState {
  readonly name: string;
  readonly health: string;
  readonly lastError?: string;
}

export interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly state: string;
}

/** A real Prometheus with rendered rules. */
export interface Prometheus {
  /** @param seconds of which the answer holds a value for each second; 0 asks for one instant */
  query(expr: string, seconds: number): Promise<Answer>;
  labelValues(metric: string, label: string): Promise<readonly string[]>;
  rules(): Promise<readonly RuleState[]>;
  alerts(): Promise<readonly Alert[]>;
  stop(): Promise<void>;
}

/**
 * Starts a Prometheus that scrapes every second what is listed at an address. The expressions of its rules are the rendered ones; only time is
 * shortened: groups are evaluated every second, and alerts do not wait before they fire.
 * @param data a folder with what it already knows; by default it knows nothing
 */
export async function startPrometheus(
  files: readonly RuleFile[],
  discovery: string,
  data?: string,
): Promise<Prometheus> {
  const place = scratch('prometheus');
  const [port = 0] = await freePorts(1);
  const url = `http://${LOOPBACK}:${port}`;
  const running = await start({
    path: await tool('prometheus'),
    args: [
      `--config.file=${writeConfiguration(place.folder, files, discovery)}`,
      `--storage.tsdb.path=${data ?? join(place.folder, 'data')}`,
      `--web.listen-address=${LOOPBACK}:${port}`,
    ],
    ready: `${url}/-/ready`,
  });
  return {
    ...api(url),
    stop: async () => {
      await running.stop();
      place.remove();
    },
  };
}

function writeConfiguration(folder: string, files: readonly RuleFile[], discovery: string): string {
  const rules = join(folder, 'rules');
  mkdirSync(rules);
  files.forEach((file) => {
    writeFileSync(join(rules, `${file.name}.yaml`), dump({ groups: file.groups.map(hastened) }));
  });
  const configuration = {
    global: { scrape_interval: '1s', evaluation_interval: '1s' },
    rule_files: [join(rules, '*.yaml')],
    scrape_configs: [
      {
        job_name: 'simulator',
        http_sd_configs: [{ url: discovery, refresh_interval: '5s' }],
        // As the monitors of exporters that tell of others have it; of those that do not, it changes nothing.
        honor_labels: true,
        scrape_native_histograms: true,
        always_scrape_classic_histograms: true,
      },
    ],
  };
  const file = join(folder, 'prometheus.yaml');
  writeFileSync(file, dump(configuration));
  return file;
}

const hastened = ({ rules, ...group }: RuleFile['groups'][number]) => ({
  ...group,
  interval: '1s',
  rules: rules.map((rule) => (rule.alert === undefined ? rule : { ...rule, for: '0s' })),
});

interface Response<D> {
  readonly data: D;
  readonly warnings?: readonly string[];
  readonly infos?: readonly string[];
}

type Point = readonly [number, string];

interface QueryData {
  readonly resultType: string;
  readonly result: readonly {
    readonly metric: Sample['labels'];
    readonly value?: Point;
    readonly values?: readonly Point[];
  }[];
}

function api(url: string): Omit<Prometheus, 'stop'> {
  const get = async <D>(path: string, parameters: Readonly<Record<string, string>> = {}): Promise<Response<D>> =>
    (await fetchJson(`${url}/api/v1/${path}?${new URLSearchParams(parameters).toString()}`)) as Response<D>;
  return {
    query: async (expr, seconds) => {
      const now = Date.now() / 1000;
      const response =
        seconds === 0
          ? await get<QueryData>('query', { query: expr })
          : await get<QueryData>('query_range', { query: expr, start: `${now - seconds}`, end: `${now}`, step: '1' });
      return answer(expr, response);
    },
    labelValues: async (metric, label) => (await get<string[]>(`label/${label}/values`, { 'match[]': metric })).data,
    rules: async () => {
      const { data } = await get<{ groups: { rules: RuleState[] }[] }>('rules');
      return data.groups.flatMap(({ rules }) => rules);
    },
    alerts: async () => (await get<{ alerts: Alert[] }>('alerts')).data.alerts,
  };
}

function answer(expr: string, { data, warnings = [], infos = [] }: Response<QueryData>): Answer {
  if (data.resultType !== 'vector' && data.resultType !== 'matrix')
    throw new Error(`${expr} yields a ${data.resultType}`);
  return {
    series: data.result.map(({ metric, value, values = value ? [value] : [] }) => ({
      labels: metric,
      values: values.map(([, text]) => parse(text)),
    })),
    remarks: [...warnings, ...infos],
  };
}

/** Prometheus writes +Inf, -Inf and NaN where JavaScript has other words. */
const parse = (text: string): number => Number(text.replace('Inf', 'Infinity'));
