import { INCIDENT_NAMES } from '../../../simulator/incidents';
import { main, optionsOf } from '../../../simulator/simulate';
import { CASES } from '../../live/incidents/cases';

describe('the command simulate', () => {
  it('listens on loopback, with nothing wrong, unless told otherwise', () => {
    expect(optionsOf([])).toEqual({
      incidents: [],
      after: 0,
      lasts: Infinity,
      seed: 1,
      speed: 1,
      port: 9400,
      host: '127.0.0.1',
    });
  });

  it('takes several incidents', () => {
    expect(
      optionsOf(['--incident', 'tester-down', '--incident', 'deploy', '--after', '5', '--port', '0']),
    ).toMatchObject({ incidents: ['tester-down', 'deploy'], after: 5, port: 0 });
  });

  it('takes minutes, a seed, a speed and an address', () => {
    const argv = ['--for', '2.5', '--seed', '7', '--speed', '60', '--host', '0.0.0.0'];
    expect(optionsOf(argv)).toMatchObject({ lasts: 2.5, seed: 7, speed: 60, host: '0.0.0.0' });
  });

  it('sends traces to an agent, and log lines to a folder, when it is told where', () => {
    expect(optionsOf(['--otlp', 'http://127.0.0.1:4318/'])).toMatchObject({
      telemetry: { otlp: 'http://127.0.0.1:4318' },
    });
    expect(optionsOf(['--otlp', 'http://127.0.0.1:4318', '--logs', '/tmp/pods'])).toMatchObject({
      telemetry: { otlp: 'http://127.0.0.1:4318', logs: '/tmp/pods' },
    });
  });

  it('refuses an agent that is no URL, and log lines without traces', () => {
    expect(() => optionsOf(['--otlp', 'localhost:4318'])).toThrow(
      '--otlp localhost:4318: expected a URL, such as http://127.0.0.1:4318',
    );
    expect(() => optionsOf(['--logs', '/tmp/pods'])).toThrow('--logs /tmp/pods: its lines belong to traces');
  });

  it('explains itself when it is asked to, whatever else it is told', () => {
    expect(optionsOf(['--incident', 'unheard-of', '--help'])).toBe('help');
  });

  it('names the incidents that there are when it is given another', () => {
    expect(() => optionsOf(['--incident', 'tester-dwon'])).toThrow(
      /^there is no incident 'tester-dwon'; there are: latency-step, .*deploy$/,
    );
  });

  it.each([['x'], [''], [' '], ['-1'], ['Infinity']])('refuses %p for a number', (text) => {
    expect(() => optionsOf([`--seed=${text}`])).toThrow(`--seed ${text}: expected a number, not below zero`);
  });

  it('refuses an option that there is not', () => {
    expect(() => optionsOf(['--inident', 'deploy'])).toThrow(/--inident/);
  });
});

/** What the command says, where, and what it ends with. */
async function run(...argv: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const stdout = jest.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0);
  const status = await main(argv);
  stdout.mockRestore();
  stderr.mockRestore();
  return { status, out: out.join(''), err: err.join('') };
}

describe('the command simulate, when it is run', () => {
  it('explains itself, with every incident', async () => {
    const { status, out } = await run('--help');
    expect(status).toBe(0);
    expect(INCIDENT_NAMES.filter((name) => !out.includes(`  ${name} `))).toEqual([]);
  });

  it('ends with 2 when it is called wrongly, and says why', async () => {
    const err = 'simulate failed: --seed x: expected a number, not below zero\n';
    expect(await run('--seed=x')).toEqual({ status: 2, out: '', err });
  });

  it('says where its targets are and what goes wrong, and answers until it is told to stop', async () => {
    const { status, out } = await run('--port', '0', '--incident', 'tester-down', '--after', '5');
    const [, targets, url = ''] = /^(\d+) targets of \d+ workloads: (\S+)\n/.exec(out) ?? [];
    expect(status).toBe(0);
    expect(out).toContain('\ntester-down: one tester is down, in 5 m\n');
    expect(await (await fetch(url)).json()).toHaveLength(Number(targets));
    process.emit('SIGTERM');
    await expect(fetch(url)).rejects.toThrow();
  });
});

describe('the incidents', () => {
  it('each have one case that says what must come of them; of a deployment, nothing', () => {
    const told = CASES.map(({ incident }) => incident);
    expect([...told].sort()).toEqual([...INCIDENT_NAMES].sort());
    expect(CASES.filter(({ expected }) => expected.length === 0).map(({ incident }) => incident)).toEqual(['deploy']);
  });

  it('are expected to wake somebody at most twice for different reasons', () => {
    const most = CASES.map(({ expected }) => expected.filter(({ severity }) => severity === 'critical').length);
    expect(Math.max(...most)).toBe(2);
  });
});
