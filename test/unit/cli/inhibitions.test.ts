import { declaredAlerting } from '../../../cli/declared-alerting';
import { main } from '../../../cli/inhibitions';
import { main as probecard } from '../../../cli/probecard';
import { calm } from '../../../signals';
import { WORKLOADS } from '../../../workloads';
import { environmentWith } from '../../fixtures/environment';

const environments = [
  environmentWith({ name: 'calm', workloads: WORKLOADS, overrides: calm(WORKLOADS) }),
  environmentWith({ name: 'east', workloads: WORKLOADS }),
  environmentWith({ name: 'west', workloads: WORKLOADS }),
];

async function run(...argv: readonly string[]) {
  const [out, error]: [string[], string[]] = [[], []];
  const stdout = jest.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => error.push(String(text)) > 0);
  const status = await main(argv, async () => ({ ...(await declaredAlerting()), environments }));
  stdout.mockRestore();
  stderr.mockRestore();
  return { status, out: out.join(''), error: error.join('') };
}

describe('probecard inhibitions', () => {
  it('says what is not told while what fires, with a line for each general alert', async () => {
    const { status, out } = await run('--workload', 'wafer-map', '--environment', 'west');
    expect(out).toBe(
      [
        'In west:',
        '  Of one alert, the more severe condition silences the less severe one, of the same labels (3).',
        '  Of one objective, only the alert is told that says most (1).',
        '  While what is on the left fires, what is on the right is not told, unless it is more severe.',
        '',
        '  wafer-map',
        '    WaferMapErrorRatio (critical)                 WaferMapLatencyP95, WaferMapLogErrors, WaferMapRenderingsBurnsBudget',
        '    WaferMapLatencyP95 (critical, warning)        WaferMapRenderingsBurnsBudget',
        '    WaferMapTargetsDown (critical)                everything else but WaferMapLogSecrets',
        '    WaferMapRenderingsBurnsBudgetFast (critical)  WaferMapLatencyP95 (only its warning)',
        '',
      ].join('\n'),
    );
    expect(status).toBe(0);
  });

  it('names the labels in which both must be the same', async () => {
    const { out } = await run('--workload', 'ate', '--environment', 'west');
    expect(out).toMatch(/AteYieldDrop \(critical\) +AteYieldLow, of the same tester_id and product\n/);
  });

  it('breaks what is long between alerts, at the width of a terminal', async () => {
    const { out } = await run();
    expect(Math.max(...out.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(120);
  });

  it('names environments together in which it is the same', async () => {
    const { out } = await run('--workload', 'ate');
    expect(out.match(/^In .*/gm)).toEqual(['In calm:', 'In east, west:']);
    const found = JSON.parse((await run('--workload', 'ate', '--format', 'json')).out) as { environments: string[] }[];
    expect(found.map((one) => one.environments)).toEqual([['calm'], ['east', 'west']]);
  });

  it('writes what Graphviz draws: a cluster for each workload, red while something is critical', async () => {
    const { out } = await run('--environment', 'west', '--workload', 'ate', '--workload', 'loki', '--format', 'dot');
    expect(out.match(/subgraph ".*"/g)).toEqual(['subgraph "cluster ate"', 'subgraph "cluster loki"']);
    const [, drop = ''] = /("ate \d+") \[label="AteYieldDrop"\]/.exec(out) ?? [];
    const [, low = ''] = /("ate \d+") \[label="AteYieldLow"\]/.exec(out) ?? [];
    expect(out).toContain(`${drop} -> ${low} [color="#b3261e" style="solid" label="same tester_id,\\nproduct"]`);
  });

  it('draws a picture in which all names stand, the same one each time', async () => {
    const argv = ['--environment', 'west', '--workload', 'wafer-map', '--format', 'svg'];
    const { out } = await run(...argv);
    expect(out).toMatch(/^<svg [^]*<\/svg>\n$/);
    const texts = [...out.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
    for (const text of [
      'wafer-map',
      'names begin with WaferMap',
      'ErrorRatio',
      'RenderingsBurnsBudget',
      'everything else but WaferMapLogSecrets',
      'only its warning',
    ]) {
      expect(texts).toContain(text);
    }
    expect((await run(...argv)).out).toBe(out);
  });

  it.each([
    [['--workload', 'mill'], "there is no workload 'mill'; there are: yield-predictor, "],
    [['--environment', 'north'], "there is no environment 'north'; there are: calm, east, west"],
    [['--format', 'png'], "there is no format 'png'; there are: text, json, dot, svg"],
    [['--format', 'svg'], 'environments differ, and a picture shows one: give --environment NAME'],
    [['AteTesterDown'], "Unexpected argument 'AteTesterDown'"],
  ])('refuses %p', async (argv, message) => {
    const { status, out, error } = await run(...argv);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(error).toMatch(/^inhibitions failed: /);
    expect(error).toContain(message);
  });

  it('is a command of probecard, with help', async () => {
    const stdout = jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
    expect(await probecard(['inhibitions', '--help'])).toBe(0);
    expect(String(stdout.mock.calls[0]?.[0])).toContain('Usage: npm run -s probecard -- inhibitions [options]');
    stdout.mockRestore();
  });
});
