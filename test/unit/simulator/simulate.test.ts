import { INCIDENT_NAMES } from '../../../simulator/incidents';
import { optionsOf } from '../../../simulator/simulate';
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

  it('names the incidents that there are when it is given another', () => {
    expect(() => optionsOf(['--incident', 'tester-dwon'])).toThrow(
      /^there is no incident 'tester-dwon'; there are: latency-step, .*deploy$/,
    );
  });

  it.each([['x'], [''], ['-1']])('refuses %p for a number', (text) => {
    expect(() => optionsOf([`--seed=${text}`])).toThrow(`--seed ${text}: expected a number, not below zero`);
  });

  it('refuses an option that there is not', () => {
    expect(() => optionsOf(['--inident', 'deploy'])).toThrow(/--inident/);
  });
});

describe('the incidents', () => {
  it('each have a case that says what must come of them, but for the one that is none', () => {
    const told = new Set<string>([...CASES.map(({ incident }) => incident), 'deploy']);
    expect(INCIDENT_NAMES.filter((name) => !told.has(name))).toEqual([]);
    expect(CASES).toHaveLength(INCIDENT_NAMES.length - 1);
  });
});
