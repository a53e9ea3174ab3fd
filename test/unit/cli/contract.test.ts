import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { main } from '../../../cli/contract';
import { main as probecard } from '../../../cli/probecard';
import type { Environment } from '../../../environments';
import type { Workload } from '../../../signals';
import { kiln } from '../../fixtures/kiln';
import { heat } from './contract-kiln';

const SCRAPE = { ...kiln.scrape, targets: 1 };
const oven: Workload = { ...kiln, name: 'oven', scrape: SCRAPE, metrics: { heat } };
const twofold: Workload = {
  ...oven,
  name: 'twofold',
  parts: [{ scrape: { ...SCRAPE, job: 'doors' }, metrics: {} }],
};
const environments = [{ name: 'dev', workloads: [oven] }] as unknown as readonly Environment[];
const load = () => Promise.resolve({ workloads: [oven, twofold], environments });

const GOOD = '# TYPE kiln_heat_ratio gauge\nkiln_heat_ratio{oven="a"} 0.5\n';
const BROKEN =
  '# TYPE kiln_heat_ratio gauge\nkiln_heat_ratio 0.5\nkiln_heat_ratio{oven="a",shift="late"} 0.5\ndoors 1\n';

async function run(command: () => Promise<number>) {
  const [out, error]: [string[], string[]] = [[], []];
  const stdout = jest.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => error.push(String(text)) > 0);
  const status = await command();
  stdout.mockRestore();
  stderr.mockRestore();
  return { status, out: out.join(''), error: error.join('') };
}

const contract = (...argv: readonly string[]) => run(() => main(argv, load));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'probecard-contract-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function file(content: string | Uint8Array): string {
  const path = join(folder, 'metrics.txt');
  writeFileSync(path, content);
  return path;
}

describe('contract', () => {
  it('says in one line that the contract holds, with what is worth knowing', async () => {
    expect(await contract('oven', file(GOOD))).toEqual({
      status: 0,
      out: 'kiln of oven keeps its contract: 1 metric, 1 series (Prometheus text 0.0.4)\n',
      error: '',
    });
    expect((await contract('oven', file(`${GOOD}doors 1\nbells 1\n`))).out).toBe(
      'kiln of oven keeps its contract: 1 metric, 3 series (Prometheus text 0.0.4); not in the catalog: doors, bells\n',
    );
  });

  it('prints a table of what breaks it, in columns, and without colour where nobody looks', async () => {
    const path = file(BROKEN);
    const { status, out, error } = await contract('oven', path);
    expect({ status, error }).toEqual({ status: 1, error: '' });
    expect(out).toBe(
      [
        `kiln of oven breaks its contract: 2 findings in ${path} (Prometheus text 0.0.4)`,
        '',
        'METRIC           FINDING           EXPECTED  FOUND',
        'kiln_heat_ratio  missing label     oven      not in 1 of 2 series',
        'kiln_heat_ratio  additional label  oven      shift, in 1 of 2 series',
        '',
        'Worth knowing: not in the catalog: doors',
        '',
      ].join('\n'),
    );
  });

  it('says of what is missing that it may come too late', async () => {
    const { out } = await contract('oven', file('\n'));
    expect(out).toContain('kiln_heat_ratio  missing metric  gauge     nothing\n\nWhat only comes with its first event');
  });

  it('says the same as one JSON object', async () => {
    const broken = await contract('oven', file(BROKEN), '--json');
    expect(broken.status).toBe(1);
    expect(JSON.parse(broken.out)).toMatchObject({
      workload: 'oven',
      exporter: 'kiln',
      format: 'text',
      holds: false,
      declared: 1,
      series: 3,
      findings: [
        { metric: 'kiln_heat_ratio', finding: 'missing label', expected: 'oven', broken: true },
        { metric: 'kiln_heat_ratio', finding: 'additional label', broken: true },
        { metric: 'doors', finding: 'not in the catalog', broken: false },
      ],
    });
    const good = await contract('oven', file(GOOD), '--json');
    expect(good.status).toBe(0);
    expect(JSON.parse(good.out)).toMatchObject({ holds: true, findings: [] });
  });

  it('reads file URLs, and takes a workload as an environment watches it', async () => {
    const url = pathToFileURL(file(GOOD)).href;
    expect((await contract('oven', url, '--environment', 'dev')).status).toBe(0);
    expect(await contract('twofold', url, '--environment', 'dev')).toMatchObject({
      status: 2,
      error: "contract failed: there is no workload 'twofold' in dev; there are: oven\n",
    });
  });

  it('wants to know which exporter it is, where there are several', async () => {
    expect(await contract('twofold', file(GOOD))).toMatchObject({
      status: 2,
      error: 'contract failed: twofold has several exporters: choose one with --exporter: kiln, doors\n',
    });
    expect((await contract('twofold', file(GOOD), '--exporter', 'kiln')).status).toBe(0);
    expect((await contract('twofold', file(GOOD), '--exporter', 'doors')).out).toBe(
      'doors of twofold keeps its contract: 0 metrics, 1 series (Prometheus text 0.0.4); not in the catalog: kiln_heat_ratio\n',
    );
    expect((await contract('twofold', file(GOOD), '--exporter', 'bells')).error).toContain(
      "twofold has no exporter 'bells'; there are: kiln, doors",
    );
  });

  it.each([
    [['oven'], 'give one WORKLOAD and one SOURCE'],
    [['oven', 'a', 'b'], 'give one WORKLOAD and one SOURCE'],
    [['ovens', 'a'], "there is no workload 'ovens'; there are: oven, twofold"],
    [['oven', 'a', '--environment', 'moon'], "there is no environment 'moon'; there are: dev"],
    [['oven', 'a', '--xml'], "Unknown option '--xml'"],
    [['oven', 'ftp://kiln/metrics'], "'ftp://kiln/metrics' is of the scheme ftp: give a URL of http, https or file"],
    [['oven', 'http://'], "'http://' is no URL, such as http://localhost:9100/metrics"],
  ])('is called wrongly with %j', async (argv, why) => {
    const { status, out, error } = await contract(...argv);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(error).toMatch(/^contract failed: /);
    expect(error).toContain(why);
  });

  it.each([
    [
      'a text that does not parse',
      'a 1\nb{c=1} 2\n',
      /metrics\.txt, line 2: expected the value of 'c' in quotes, found '1'\n/,
    ],
    ['what is no text', Uint8Array.of(0x61, 0x20, 0xff, 0x0a), /the text is not in UTF-8, as both formats demand/],
  ])('fails for %s', async (_, content, why) => {
    const { status, out, error } = await contract('oven', file(content));
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(error).toMatch(why);
  });

  it('fails for a file that is not there, and says how a URL is written', async () => {
    expect(await contract('oven', join(folder, 'none'))).toMatchObject({
      status: 1,
      error: expect.stringContaining("none' cannot be read (ENOENT)\n") as string,
    });
    expect((await contract('oven', 'kiln:9100/metrics')).error).toContain('for a URL, write http://kiln:9100/metrics');
  });

  it('is a command like the others, and explains itself', async () => {
    const { status, out } = await run(() => probecard(['contract', '--help']));
    expect(status).toBe(0);
    expect(out).toContain('contract WORKLOAD SOURCE [options]');
  });
});

describe('contract, over HTTP,', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  const serve = (answer: RequestListener): Promise<string> =>
    new Promise((resolve) => {
      const server = createServer(answer);
      servers.push(server);
      server.listen(0, '127.0.0.1', () => {
        resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`);
      });
    });
  const answering = (type: string | undefined, text: string, status = 200) =>
    serve((_, response) => {
      if (type !== undefined) response.setHeader('content-type', type);
      response.statusCode = status;
      response.end(text);
    });

  it('takes the format from the answer, and asks for OpenMetrics first, as Prometheus does', async () => {
    const asked: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      asked.push(request.headers.accept);
      response.setHeader('content-type', 'application/openmetrics-text; version=1.0.0; charset=utf-8');
      response.end(`${GOOD}# EOF\n`);
    });
    expect(await contract('oven', url)).toMatchObject({
      status: 0,
      out: expect.stringContaining('(OpenMetrics 1.0)') as string,
    });
    expect(asked[0]).toMatch(/^application\/openmetrics-text;version=1\.0\.0/);
    const plain = await answering('text/plain; version=0.0.4; charset=utf-8', `${GOOD}# EOF\n`);
    expect((await contract('oven', plain)).out).toContain('(Prometheus text 0.0.4)');
  });

  it.each([
    [
      'a page',
      'text/html',
      200,
      "its Content-Type is 'text/html', which Prometheus refuses: answer with text/plain or",
    ],
    ['what it does not name', undefined, 200, 'its Content-Type is missing, which Prometheus refuses'],
    ['an error', 'text/plain', 503, 'answers 503 Service Unavailable'],
  ])('fails for an exporter that answers with %s', async (_, type, code, why) => {
    const { status, error } = await contract('oven', await answering(type, GOOD, code));
    expect(status).toBe(1);
    expect(error).toContain(why);
  });

  it('fails for an exporter that is not there, or does not answer in time', async () => {
    const url = await serve(() => undefined);
    const { status, error } = await run(() => main(['oven', url], load, 0.05));
    expect(status).toBe(1);
    expect(error).toBe(`contract failed: ${url} does not answer within 0.05 s\n`);
    const gone = await answering('text/plain', GOOD);
    servers.splice(0).forEach((server) => {
      server.closeAllConnections();
      server.close();
    });
    expect((await contract('oven', gone)).error).toBe(`contract failed: ${gone} does not answer (ECONNREFUSED)\n`);
  });

  it('is not led from there to a file', async () => {
    const path = file(GOOD);
    const url = await serve((_, response) => response.writeHead(302, { location: pathToFileURL(path).href }).end());
    expect(await contract('oven', url)).toMatchObject({ status: 1, out: '' });
  });
});
