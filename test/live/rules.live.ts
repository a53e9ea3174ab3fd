import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { promtoolTests } from '../../alerts/promtool-test';
import { ruleGroups, signalRuleGroups } from '../../alerts/rule-groups';
import { ENVIRONMENTS, type Environment } from '../../environments';
import type { Workload } from '../../signals';
import { dieSorter } from '../fixtures/die-sorter';
import { cleanup } from './harness/cleanup';
import { finished } from './harness/command';
import { rendered, ruleFiles, type RenderedRule } from './harness/rendered';
import { scratch, type Scratch } from './harness/scratch';
import { tool } from './harness/tools';
import { verdictOn } from './harness/verdicts';

jest.setTimeout(180_000);

const LINKS = { grafana: 'https://grafana.example', runbooks: 'https://runbooks.example' };
/** Everything that is declared, and what docs/add-a-workload.md shows. */
const WORKLOADS = [...new Set(ENVIRONMENTS.flatMap(({ workloads }) => workloads)), dieSorter()];

const later = cleanup();
let place: Scratch;
let promtool: string;

beforeAll(async () => {
  place = scratch('rules');
  later(() => {
    place.remove();
  });
  promtool = await tool('promtool');
});

function write(name: string, content: object): string {
  const file = join(place.folder, name);
  writeFileSync(file, dump(content, { lineWidth: -1, noRefs: true }));
  return file;
}

/** Runs promtool, which must be content; what it says otherwise is the message of the failed test. */
async function accepts(...args: readonly string[]): Promise<void> {
  const { code, output } = await finished(promtool, args);
  expect(code === 0 ? '' : output).toBe('');
}

describe.each(ENVIRONMENTS)('the rules of $name', (environment) => {
  const files = ruleFiles(rendered(environment.name));

  test.each(files)('promtool accepts $name and has nothing to remark', async ({ name, groups }) => {
    const file = write(`${environment.name}-${name}.yaml`, { groups });
    await accepts('check', 'rules', '--lint=all', '--lint-fatal', file);
  });

  test.each(environment.workloads)(
    'those of $name are the ones whose examples are proven below, but for overrides',
    (workload) => {
      const groups = files.flatMap((file) => file.groups);
      const here = new Set(groups.flatMap(({ rules }) => rules.map(meaning)));
      const proven = ruleGroups(workload, LINKS).flatMap(({ rules }) => rules as readonly RenderedRule[]);
      const missing = proven
        .filter((rule) => !isOverridden(rule, environment))
        .filter((rule) => !here.has(meaning(rule)));
      expect(missing.map(({ alert, record, labels }) => `${alert ?? record ?? ''} ${labels?.severity ?? ''}`)).toEqual(
        [],
      );
    },
  );
});

/** All that decides when a rule yields what; prose and links are not part of it. */
const meaning = ({ alert, record, expr, for: how, labels }: RenderedRule): string =>
  JSON.stringify([alert, record, expr, how, Object.entries(labels ?? {}).sort()]);

const isOverridden = ({ alert, labels }: RenderedRule, { overrides }: Environment): boolean =>
  overrides.some((override) =>
    'signal' in override
      ? override.signal === alert && override.severity === labels?.severity
      : labels?.sloth_slo === override.objective.id && labels.severity === 'critical',
  );

/** Each example is a test of promtool's own, so that the one that fails has a name. */
const examplesOf = (workload: Workload) =>
  promtoolTests(workload, rulesOf(workload)).flatMap((file) =>
    file.tests.map((example) => ({ name: example.name, content: { ...file, tests: [example] } })),
  );

const rulesOf = (workload: Workload) => ({
  file: `${workload.name}.yaml`,
  groups: signalRuleGroups(workload, LINKS),
});

describe.each(WORKLOADS)('the examples of $name', (workload) => {
  beforeAll(() => {
    const { file, groups } = rulesOf(workload);
    write(file, { groups });
  });

  test.each(examplesOf(workload))('$name', async ({ content }) => {
    const { code, output } = await verdictOn([promtool, rulesOf(workload), content], () =>
      finished(promtool, ['test', 'rules', write('example.yaml', content)]),
    );
    expect(code === 0 ? '' : output).toBe('');
  });
});
