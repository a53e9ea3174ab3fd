import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { main } from '../../cli/contract';
import { parseExposition } from '../../cli/contract/exposition';
import { ate } from '../../workloads/ate';
import { yieldPredictor } from '../../workloads/yield-predictor';
import { BEYOND, NASTY } from './contract/limits';
import { cleanup } from './harness/cleanup';
import { finished } from './harness/command';
import { fetchJson, fetchText } from './harness/http';
import { freePorts, LOOPBACK } from './harness/ports';
import { start } from './harness/program';
import { scratch } from './harness/scratch';
import { tool } from './harness/tools';
import { eventually } from './harness/wait';

jest.setTimeout(120_000);

/** Debian's own, since its package is of Debian's own. */
const PYTHON = '/usr/bin/python3';

const WORKLOADS = { workloads: [ate, yieldPredictor], environments: [] };

const linesOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

interface Found {
  readonly holds: boolean;
  readonly format: string;
  readonly series: number;
  readonly findings: readonly {
    readonly metric: string;
    readonly finding: string;
    readonly expected: string;
    readonly found: string;
    readonly broken: boolean;
  }[];
}

describe('an exporter written with the Python client', () => {
  const later = cleanup();
  let url = '';

  beforeAll(async () => {
    const [port = 0] = await freePorts(1);
    url = `http://${LOOPBACK}:${port}`;
    const exporter = await start({
      path: PYTHON,
      args: [join(__dirname, 'contract', 'exporter.py'), String(port)],
      ready: `${url}/ate/right`,
    });
    later(() => exporter.stop());
  });

  /** What the command prints and returns. */
  async function contract(...argv: readonly string[]) {
    const out: string[] = [];
    const stdout = jest.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
    const status = await main(argv, () => Promise.resolve(WORKLOADS));
    stdout.mockRestore();
    return { status, out: out.join('') };
  }

  async function compared(workload: string, source: string) {
    const { status, out } = await contract(workload, source, '--json');
    return { status, ...(JSON.parse(out) as Found) };
  }

  const served = (workload: string, variant = 'right') => `${url}/${workload}/${variant}`;
  const textOf = (workload: string) => fetchText(served(workload), { headers: { accept: 'text/plain' } });

  it.each(['ate', 'yield-predictor'])('keeps the contract of %s, in either format', async (workload) => {
    expect(await contract(workload, served(workload))).toEqual({
      status: 0,
      out: expect.stringMatching(/^\S+ keeps its contract: \d+ metrics, \d+ series \(OpenMetrics 1\.0\)\n$/) as string,
    });
    const place = scratch('contract');
    later(() => {
      place.remove();
    });
    const file = join(place.folder, 'metrics');
    writeFileSync(file, await textOf(workload));
    expect(await compared(workload, file)).toMatchObject({ status: 0, format: 'text', holds: true, findings: [] });
  });

  it.each([
    [
      'ate',
      'missing-label',
      { metric: 'ate_tests_total', finding: 'missing label', expected: 'test_name', found: 'in none of its series' },
    ],
    [
      'ate',
      'histogram',
      { metric: 'ate_test_duration_seconds', finding: 'wrong type', expected: 'gauge', found: 'histogram' },
    ],
    [
      'ate',
      'missing-metric',
      { metric: 'ate_yield_percentage', finding: 'missing metric', expected: 'gauge', found: 'nothing' },
    ],
    [
      'ate',
      'too-many-series',
      {
        metric: 'ate_test_duration_seconds',
        finding: 'too many series',
        expected: 'at most 10,000 series',
        found: '10,060 series',
      },
    ],
    [
      'yield-predictor',
      'other-buckets',
      {
        metric: 'ml_prediction_latency_seconds',
        finding: 'other buckets',
        expected: '0.01 0.025 0.05 0.075 0.1 0.15 0.2 0.3 0.5 1 2.5 +Inf',
        found: 'without 0.15; also 5',
      },
    ],
    [
      'yield-predictor',
      'unexpected-value',
      {
        metric: 'ml_predictions_total',
        finding: 'unexpected value',
        expected: 'result: success, error',
        found: 'result: ok',
      },
    ],
  ])(
    'is found out where that of %s is of the kind %s, and nothing else is found',
    async (workload, variant, finding) => {
      expect(await compared(workload, served(workload, variant))).toMatchObject({
        status: 1,
        holds: false,
        findings: [{ ...finding, broken: true }],
      });
    },
  );

  /** Its exit code: 1 for what does not parse; 3 where it has opinions about names, which are the contract's. */
  const promtool = async (input: string) =>
    (await finished(await tool('promtool'), ['check', 'metrics'], { input })).code;

  it.each(['ate', 'yield-predictor'])('is well-formed to promtool too, for %s', async (workload) => {
    expect([0, 3]).toContain(await promtool(await textOf(workload)));
  });

  it('is read by promtool as here where it goes to the limits of the format, and refused where it goes beyond', async () => {
    const nasty = linesOf(NASTY.text);
    expect(parseExposition(nasty, 'text')).toHaveLength(4);
    expect([0, 3]).toContain(await promtool(nasty));
    for (const line of BEYOND) {
      expect(() => parseExposition(linesOf([line]), 'text')).toThrow('line 1: ');
      expect([line, await promtool(linesOf([line]))]).toEqual([line, 1]);
    }
  });

  it('has as many series as a real Prometheus scrapes of it', async () => {
    const place = scratch('contract-prometheus');
    later(() => {
      place.remove();
    });
    const jobs = ['ate', 'yield-predictor'];
    const [nastyPort = 0] = await freePorts(1);
    const nasty = {
      // Which promtool would refuse.
      text: linesOf([...NASTY.text, '{"knob.turned", "by whom"="a"} +Inf', 'lamp 1 \t']),
      openmetrics: linesOf(NASTY.openmetrics),
    };
    const server = createServer(({ url: path }, response) => {
      const format = path === '/text' ? 'text' : 'openmetrics';
      response.setHeader('content-type', format === 'text' ? 'text/plain' : 'application/openmetrics-text');
      response.end(nasty[format]);
    }).listen(nastyPort, LOOPBACK);
    later(() => {
      server.closeAllConnections();
      server.close();
    });
    const config = {
      global: { scrape_interval: '1s' },
      scrape_configs: [
        ...jobs.map((job) => ({
          job_name: job,
          metrics_path: `/${job}/right`,
          static_configs: [{ targets: [url.replace('http://', '')] }],
        })),
        ...(['text', 'openmetrics'] as const).map((format) => ({
          job_name: format,
          metrics_path: `/${format}`,
          static_configs: [{ targets: [`${LOOPBACK}:${nastyPort}`] }],
        })),
      ],
    };
    const file = join(place.folder, 'prometheus.yaml');
    writeFileSync(file, dump(config));
    const [port = 0] = await freePorts(1);
    const prometheus = `http://${LOOPBACK}:${port}`;
    const running = await start({
      path: await tool('prometheus'),
      args: [
        `--config.file=${file}`,
        `--storage.tsdb.path=${join(place.folder, 'data')}`,
        `--web.listen-address=${LOOPBACK}:${port}`,
      ],
      ready: `${prometheus}/-/ready`,
    });
    later(() => running.stop());
    const scraped = (job: string) =>
      eventually(async () => {
        const query = new URLSearchParams({ query: `scrape_samples_scraped{job="${job}"} and on (job) up == 1` });
        const { data } = (await fetchJson(`${prometheus}/api/v1/query?${query.toString()}`)) as {
          readonly data: { readonly result: readonly { readonly value: readonly [number, string] }[] };
        };
        const [first] = data.result;
        if (!first) throw new Error(`${job} is not scraped yet`);
        return Number(first.value[1]);
      }, 30);
    for (const format of ['text', 'openmetrics'] as const) {
      const series = parseExposition(nasty[format], format).flatMap(({ samples }) => samples);
      expect(await scraped(format)).toBe(series.length);
    }
    for (const job of jobs) expect(await scraped(job)).toBe((await compared(job, served(job))).series);
  });
});
