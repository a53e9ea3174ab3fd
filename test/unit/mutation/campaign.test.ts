import { join } from 'node:path';
import type { RuleGroup } from '../../../alerts/rule';
import { Campaign, type RunFiles } from '../../mutation/campaign';
import { Experience } from '../../mutation/experience';
import { Memory } from '../../mutation/memory';
import { mutants } from '../../mutation/mutants';
import type { SuiteTest } from '../../mutation/suites';
import { scratch } from '../../live/harness/scratch';

const groups: readonly RuleGroup[] = [
  {
    name: 'g',
    interval: '30s',
    rules: [
      { record: 'a', expr: 'x > 2' },
      { record: 'b', expr: 'y' },
    ],
  },
];
const testOf = (name: string, expr: string, minutes: number): SuiteTest => ({
  name,
  groups,
  evaluationInterval: '1m',
  test: {
    name,
    interval: '1m',
    input_series: [],
    promql_expr_test: [{ expr, eval_time: `${minutes}m`, exp_samples: [] }],
  },
});
const TESTS = [testOf('long', 'a', 90), testOf('short', 'a', 5), testOf('blind', 'b', 1)];
const [mutant] = mutants(groups).filter(({ now }) => now === 'x > 2.5');

/** A promtool that fails what it is told to. */
function promtool(fails: (rules: string, test: string) => boolean) {
  const runs: string[] = [];
  const run: RunFiles = ({ rules, test }) => {
    const [{ name } = { name: '' }] = (JSON.parse(test) as { tests: { name: string }[] }).tests;
    runs.push(`${name}: ${rules.includes('x > 2.5') ? 'mutant' : 'as it is'}`);
    return Promise.resolve({ outcome: fails(rules, test) ? 'failed' : 'passed', seconds: 0, output: '' });
  };
  return { run, runs };
}

const place = scratch('campaign');
afterAll(() => {
  place.remove();
});
const memory = (name: string) => new Memory(join(place.folder, name));
let memories = 0;
const none = () => memory(`none ${(memories += 1)}`);

const tried = (run: RunFiles, remembered = none(), experience = new Experience(), mostEffort?: number) => {
  if (!mutant) throw new Error('no mutant');
  return new Campaign(TESTS, run, remembered, experience, mostEffort).of(mutant);
};

describe('a mutant', () => {
  it('goes through the tests that can see it, the shortest first, and survives if none fails', async () => {
    const { run, runs } = promtool(() => false);
    expect(await tried(run)).toMatchObject({ outcome: 'survived', by: undefined, tests: 2 });
    expect(runs).toEqual(['short: mutant', 'long: mutant']);
  });

  it('is caught by the first that fails, if that passes without it', async () => {
    const { run, runs } = promtool((rules) => rules.includes('x > 2.5'));
    expect(await tried(run)).toMatchObject({ outcome: 'killed', by: 'short' });
    expect(runs).toEqual(['short: mutant', 'short: as it is']);
  });

  it('proves nothing if the test fails without it as well', async () => {
    const { run } = promtool(() => true);
    await expect(tried(run)).rejects.toThrow("the test 'short' failed without any mutant");
  });

  it('goes last through what has not noticed its like', async () => {
    const { run, runs } = promtool(() => false);
    const experience = new Experience();
    const [like] = mutants(groups).filter(({ now }) => now === 'x > 1.6');
    if (!like) throw new Error('no mutant');
    for (let times = 0; times < 20; times += 1) experience.add(like, 'short', false);
    await tried(run, none(), experience);
    expect(runs).toEqual(['long: mutant', 'short: mutant']);
  });

  it('is not run again where nothing has changed, and remembered by the next process', async () => {
    const { run, runs } = promtool((rules) => rules.includes('x > 2.5'));
    const first = await tried(run, memory('kept'));
    expect(await tried(run, memory('kept'))).toEqual(first);
    expect(runs).toHaveLength(2);
  });

  it('survives what is not run because it takes too much, and that is said', async () => {
    const { run, runs } = promtool((_, test) => test.includes('long'));
    expect(await tried(run, none(), new Experience(), 10)).toMatchObject({ outcome: 'survived', isCutShort: true });
    expect(runs).toEqual(['short: mutant']);
  });

  it('is run again if promtool took too long', async () => {
    const late: RunFiles = ({ rules }) =>
      Promise.resolve({ outcome: rules.includes('x > 2.5') ? 'timed out' : 'passed', seconds: 0, output: '' });
    expect(await tried(late, memory('late'))).toMatchObject({ outcome: 'timed out' });
    const { run, runs } = promtool(() => false);
    await tried(run, memory('late'));
    expect(runs).toContain('short: mutant');
  });

  it('is run with the rules alone that the test depends on', async () => {
    const files: string[] = [];
    await tried(({ rules }) => {
      files.push(rules);
      return Promise.resolve({ outcome: 'passed', seconds: 0, output: '' });
    });
    expect(files[0]).toBe(JSON.stringify({ groups: [{ ...groups[0], rules: [{ record: 'a', expr: 'x > 2.5' }] }] }));
  });
});
