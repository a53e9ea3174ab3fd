import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { WATCHDOG } from '../../signals';
import { ENVIRONMENTS } from '../../environments';
import { cleanup } from './harness/cleanup';
import { finished } from './harness/command';
import { rendered, ruleFiles, type RenderedRule, type RuleFile } from './harness/rendered';
import { scratch } from './harness/scratch';
import { tool } from './harness/tools';

jest.setTimeout(120_000);

/**
 * What pint is not asked about: that a rule reads what a rule of another group writes, since an objective's groups differ in
 * their interval on purpose; and, in rules with thresholds by label, that `or` after a constant does nothing, since it
 * overlooks that label_replace() gives each constant a label of its own. The watchdog always fires: that is its job.
 */
const configuration = (rules: readonly RenderedRule[]): string => {
  const byLabel = rules
    .filter(({ expr }) => expr.includes('label_replace(vector('))
    .map(({ alert, record }) => alert ?? record ?? '');
  const except = (names: readonly string[], check: string): string =>
    `rule {\n  match { name = "${[...new Set(names)].join('|')}" }\n  disable = ["${check}"]\n}`;
  return [
    'checks { disabled = ["rule/dependency"] }',
    except([WATCHDOG], 'alerts/comparison'),
    ...(byLabel.length > 0 ? [except(byLabel, 'promql/impossible')] : []),
  ].join('\n');
};

const later = cleanup();
const place = scratch('pint');
later(() => {
  place.remove();
});

/** What pint remarks on the file, from mere information on. */
async function remarks({ name, groups }: RuleFile): Promise<string> {
  const [rules, config] = [join(place.folder, `${name}.yaml`), join(place.folder, 'pint.hcl')];
  writeFileSync(rules, dump({ groups }, { lineWidth: -1, noRefs: true }));
  writeFileSync(config, configuration(groups.flatMap((group) => group.rules)));
  const args = [
    '--offline',
    '--no-color',
    '--log-level=error',
    '--config',
    config,
    'lint',
    '--min-severity=info',
    rules,
  ];
  const { code, output } = await finished(await tool('pint'), args);
  return code === 0 ? output : `${output}\npint ended with ${code ?? 'a signal'}`;
}

describe.each(ENVIRONMENTS)('the rules of $name', ({ name }) => {
  test.each(ruleFiles(rendered(name)))('pint has nothing to remark on $name', async (file) => {
    expect((await remarks(file)).trim()).toBe('');
  });
});

test('pint does remark on what is wrong', async () => {
  const rules = [{ alert: 'Always', expr: 'vector(1)' }];
  expect(await remarks({ name: 'wrong', groups: [{ name: 'wrong', rules }] })).toMatch('alerts/comparison');
});
