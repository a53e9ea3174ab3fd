import { main } from '../../../cli/backfill';
import { main as probecard } from '../../../cli/probecard';
import { ENVIRONMENTS, type Environment } from '../../../environments';
import { renderEnvironment } from '../../../cli/render';
import { SERIES } from '../../../signals';
import { environmentWith } from '../../fixtures/environment';
import { baked, kilnWith } from '../../fixtures/objectives';

const NOW = new Date('2026-06-30T15:00:42Z');

interface Ran {
  readonly status: number;
  readonly out: string;
  readonly error: string;
}

async function run(command: () => Promise<number>): Promise<Ran> {
  const [out, error]: [string[], string[]] = [[], []];
  const stdout = jest.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => error.push(String(text)) > 0);
  const status = await command();
  stdout.mockRestore();
  stderr.mockRestore();
  return { status, out: out.join(''), error: error.join('') };
}

const backfill = (argv: readonly string[], environments: readonly Environment[] = ENVIRONMENTS): Promise<Ran> =>
  run(() => main(argv, () => Promise.resolve(environments), NOW));
/** For the kiln alone. */
const ofKiln = (change: Parameters<typeof baked>[0], ...argv: readonly string[]): Promise<Ran> =>
  backfill(['kiln-baked', ...argv], [environmentWith({ workloads: [kilnWith(baked(change))] })]);

const times = (out: string): readonly string[] => [
  ...new Set([...out.matchAll(/--start=(\S+) --end=(\S+)/g)].map(([, start, end]) => `${start} ${end}`)),
];

describe('backfill', () => {
  it('prints a run of promtool for each stage, and what moves its blocks into Prometheus', async () => {
    const { status, out } = await backfill(['yield-predictor-accuracy']);
    expect(status).toBe(0);
    expect(out.match(/^# Stage \d of 3: .*$/gm)).toEqual([
      '# Stage 1 of 3: model:ml_model_accuracy:min',
      `# Stage 2 of 3: ${SERIES.all}`,
      `# Stage 3 of 3: ${SERIES.bad}`,
    ]);
    expect(out.match(/promtool tsdb create-blocks-from rules .*--url="\$url"/g)).toHaveLength(3);
    expect(out.match(/^load "\$work"\/\d\/blocks$/gm)).toHaveLength(3);
  });

  it('takes an objective by its workload, too', async () => {
    expect(await backfill(['yield-predictor/latency'])).toEqual(await backfill(['yield-predictor-latency']));
  });

  it('fills a period up to three hours ago, and says why not more', async () => {
    const { out } = await ofKiln({ periods: ['28d', '7d'] });
    expect(times(out)).toEqual(['2026-06-02T12:00:00Z 2026-06-30T12:00:00Z']);
    expect(out).toContain('Nothing of the last three hours is filled');
  });

  it('fills as far back as the longest window, be it of a period that is only reported', async () => {
    expect(times((await ofKiln({ periods: ['7d', '14d'] })).out)).toEqual([
      '2026-06-16T12:00:00Z 2026-06-30T12:00:00Z',
    ]);
  });

  it('fills the time that is asked for, in either notation', async () => {
    const argv = ['--start', '1780272000', '--end', '2026-06-02T02:00:00+02:00'];
    expect(times((await ofKiln({}, ...argv)).out)).toEqual(['2026-06-01T00:00:00Z 2026-06-02T00:00:00Z']);
  });

  it('begins at whole ten minutes, so that the first block has an evaluation', async () => {
    const argv = ['--start', '2026-06-01T17:59:50Z', '--end', '2026-06-02T00:00:00Z'];
    expect(times((await ofKiln({}, ...argv)).out)).toEqual(['2026-06-01T17:50:00Z 2026-06-02T00:00:00Z']);
  });

  it('asks the Prometheus that it is given, with a name that the shell takes as it is', async () => {
    expect((await ofKiln({})).out).toContain("\nurl='http://localhost:9090'\n");
    expect((await ofKiln({}, '--url', "https://fab.example/it's/")).out).toContain(
      "\nurl='https://fab.example/it'\\''s'\n",
    );
  });

  it('says that outages of the past are not counted, only where they count from now on', async () => {
    expect((await ofKiln({ missing: 'bad' })).out).toContain('outages of that time without data do not count');
    expect((await ofKiln({ missing: 'not counted' })).out).not.toContain('outages');
  });

  it('fills what graphs draw only when it is told to', async () => {
    expect((await ofKiln({})).out).not.toContain(`record: ${SERIES.remaining}`);
    expect((await ofKiln({}, '--all')).out).toContain(`record: ${SERIES.remaining}`);
  });

  it('reaches the pods, the container and the volume that are rendered', async () => {
    const { out } = await ofKiln({});
    const objects = ENVIRONMENTS.flatMap((environment) => renderEnvironment(environment)).flatMap(
      (chart) => chart.objects,
    );
    const service = objects.find(({ kind, metadata }) => kind === 'Service' && metadata.name === 'prometheus');
    const [, namespace, label, value] = /-n (\S+) get pods -l ([^=]+)=(\S+)/.exec(out) ?? [];
    expect(service?.metadata.namespace).toBe(namespace);
    expect(service?.spec).toMatchObject({ selector: { [label ?? '']: value, prometheus: 'main' } });
    expect(out).toContain('port-forward prometheus-main-0 9090');
  });

  it.each<[string, readonly string[], RegExp]>([
    ['no objective', [], /give one OBJECTIVE/],
    ['two objectives', ['yield-predictor-latency', 'yield-predictor-accuracy'], /give one OBJECTIVE/],
    [
      'an objective that there is not',
      ['yield-predictor-speed'],
      /there is no objective 'yield-predictor-speed'; there are: yield-predictor-availability, yield-predictor-latency, /,
    ],
    ['a time that is none', ['yield-predictor-latency', '--start', 'yesterday'], /--start 'yesterday' is no time/],
    [
      'a time without a zone',
      ['yield-predictor-latency', '--end', '2026-06-01T00:00:00'],
      /--end '2026-06-01T00:00:00' is no time/,
    ],
    [
      'a day that there is not',
      ['yield-predictor-latency', '--end', '2026-06-41T00:00:00Z'],
      /--end '2026-06-41T00:00:00Z' is no time/,
    ],
    [
      'an end that Prometheus has in memory only',
      ['yield-predictor-latency', '--end', '2026-06-30T12:01:00Z'],
      /less than 3 hours ago/,
    ],
    [
      'a beginning after the end',
      ['yield-predictor-latency', '--start', '2026-06-02T00:00:00Z', '--end', '2026-06-01T00:00:00Z'],
      /--start 2026-06-02T00:00:00.000Z is not before --end 2026-06-01T00:00:00.000Z/,
    ],
    [
      'a URL that is none',
      ['yield-predictor-latency', '--url', 'prometheus:9090'],
      /--url 'prometheus:9090' is no URL/,
    ],
    ['an option that there is not', ['yield-predictor-latency', '--fast'], /'--fast'/],
  ])('exits with 1 for %s, and prints no commands', async (_, argv, why) => {
    const { status, out, error } = await backfill(argv);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(error).toMatch(why);
  });

  it('says how it is used, and is listed by probecard', async () => {
    const { status, out } = await run(() => probecard(['backfill', '--help']));
    expect(status).toBe(0);
    expect(out).toMatch(/^Usage: npm run -s probecard -- backfill OBJECTIVE/);
    expect((await run(() => probecard(['--help']))).out).toMatch(/^ {2}backfill +prints/m);
  });
});
