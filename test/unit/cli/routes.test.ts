import { declaredAlerting } from '../../../cli/declared-alerting';
import { main as probecard } from '../../../cli/probecard';
import { main } from '../../../cli/routes';
import { calm, hours, maintenance } from '../../../signals';
import { WORKLOADS } from '../../../workloads';
import { environmentWith } from '../../fixtures/environment';

const environments = [
  environmentWith({ name: 'calm', workloads: WORKLOADS, overrides: calm(WORKLOADS) }),
  environmentWith({ name: 'east', workloads: WORKLOADS }),
  environmentWith({ name: 'west', workloads: WORKLOADS }),
];

async function run(argv: readonly string[], there = environments) {
  const [out, error]: [string[], string[]] = [[], []];
  const stdout = jest.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => error.push(String(text)) > 0);
  const status = await main(argv, async () => ({ ...(await declaredAlerting()), environments: there }));
  stdout.mockRestore();
  stderr.mockRestore();
  return { status, out: out.join(''), error: error.join('') };
}

describe('probecard routes', () => {
  it('says who is told of an alert, by what way, together with what, when, and while what it is silent', async () => {
    const { status, out } = await run(['AteTesterDown', 'tester_id=T07', '--environment', 'west']);
    expect(out).toBe(
      [
        'AteTesterDown (warning) of ate, owned by test-floor, tester_id=T07',
        '  in            west',
        '  told to       test-floor-channel',
        '  by            team="test-floor" → workload=~"ate" → severity=~"warning|info"',
        '  together      with all of the same workload (ate), incident (ate), severity (warning)',
        '  when          2m after the first of them, what is new after 30m, again every 12h',
        '  silent while  AteTargetsDown (critical), of the same workload',
        '                AteFloorDown (critical), of the same workload',
        '',
      ].join('\n'),
    );
    expect(status).toBe(0);
  });

  it('says at which times it is held back, in words', async () => {
    const windows = [
      maintenance(hours('upkeep', 'Europe/Berlin', { days: ['sunday'], weekOfMonth: 1, from: '06:00', to: '10:00' }), {
        workloads: ['stdf-etl'],
      }),
    ];
    const { out } = await run(
      ['StdfEtlParserMemory'],
      [environmentWith({ name: 'east', workloads: WORKLOADS, windows })],
    );
    expect(out).toContain(
      [
        '  held back     outside of business-hours (monday to friday 08:00–18:00, America/Los_Angeles)',
        '                during upkeep (sunday 06:00–10:00 on the days 1 to 7 of a month, Europe/Berlin)',
        '  silent while ',
      ].join('\n'),
    );
  });

  it('names environments together in which it is the same', async () => {
    const { out } = await run(['AteFloorDown']);
    expect(out.match(/ {2}in .*/g)).toEqual(['  in            calm', '  in            east, west']);
    expect(out.match(/ {2}told to .*/g)).toEqual([
      '  told to       test-floor-channel',
      '  told to       test-floor-page',
    ]);
  });

  it('finds alerts by labels', async () => {
    const { out } = await run(['team=test-floor', 'severity=critical', '--json']);
    const answers = JSON.parse(out) as { alert: string; environments: string[]; told: { receiver: string }[] }[];
    expect(answers.map(({ alert }) => alert)).toContain('AteFloorDown');
    expect(new Set(answers.flatMap(({ told }) => told.map(({ receiver }) => receiver)))).toEqual(
      new Set(['test-floor-page']),
    );
    expect(new Set(answers.flatMap((answer) => answer.environments))).toEqual(new Set(['east', 'west']));
  });

  it('tells the switch of the watchdog, whatever fires', async () => {
    const { out } = await run(['Watchdog']);
    expect(out).toContain('  told to       watchdog\n');
    expect(out.match(/ {2}silent while .*/g)).toEqual(['  silent while  never']);
  });

  it.each([
    [['Nobody'], 'no alert is called Nobody'],
    [['team=nobody'], 'no alert has team=nobody'],
    [
      ['AteTesterDown', 'tetser_id=ATE_007'],
      /no rule sets the label 'tetser_id', and no rule's series have it; there are: .*\bseverity, .*\btester_id\b/,
    ],
    [[], 'give the name of one ALERT, or LABEL=VALUE'],
    [['AteFloorDown', 'AteTesterDown'], 'give the name of one ALERT, or LABEL=VALUE'],
    [['AteFloorDown', '--environment', 'north'], "there is no environment 'north'; there are: calm, east, west"],
    [['--what'], "Unknown option '--what'"],
  ])('refuses %p', async (argv, message) => {
    const { status, out, error } = await run(argv);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(error).toMatch(/^routes failed: /);
    expect(error).toMatch(message);
  });

  it('is a command of probecard, with help', async () => {
    const stdout = jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
    expect(await probecard(['routes', '--help'])).toBe(0);
    expect(String(stdout.mock.calls[0]?.[0])).toContain('Usage: npm run -s probecard -- routes ALERT');
    stdout.mockRestore();
  });
});
