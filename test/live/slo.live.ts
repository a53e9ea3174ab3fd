import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { objectiveRuleGroups } from '../../alerts/rule-groups';
import { sloPromtoolTests } from '../../alerts/slo/tests/promtool-tests';
import { ENVIRONMENTS } from '../../environments';
import type { Slo, Workload } from '../../signals';
import { cleanup } from './harness/cleanup';
import { finished } from './harness/command';
import { pool } from './harness/pool';
import { scratch } from './harness/scratch';
import { tool } from './harness/tools';

jest.setTimeout(600_000);

const LINKS = { grafana: 'https://grafana.example', runbooks: 'https://runbooks.example' };
const OBJECTIVES = [...new Set(ENVIRONMENTS.flatMap(({ workloads }) => workloads))].flatMap((workload) =>
  workload.objectives.map((slo) => ({ name: `${workload.name}: ${slo.id}`, workload, slo })),
);

const later = cleanup();
const place = scratch('slo');
later(() => {
  place.remove();
});

function write(name: string, content: object): string {
  const file = join(place.folder, name);
  writeFileSync(file, dump(content, { lineWidth: -1, noRefs: true }));
  return file;
}

/** The objective's tests, each a file, beside the rules that they are about. */
function testFiles(workload: Workload, slo: Slo) {
  const id = `${workload.name}-${slo.id}`;
  const rules = { file: `${id}.yaml`, groups: objectiveRuleGroups(workload, slo, LINKS) };
  return sloPromtoolTests(workload, slo, rules).map((content, i) => ({
    name: content.tests.map(({ name }) => name).join(),
    run: async () => {
      write(rules.file, { groups: rules.groups });
      return finished(await tool('promtool'), ['test', 'rules', write(`${id}-${i}.test.yaml`, content)], {
        timeoutSeconds: 300,
      });
    },
  }));
}

/** Histories of days take promtool seconds each: two at a time, as the machine has cores. */
const run = pool(2);

describe.each(OBJECTIVES)('the objective $name', ({ workload, slo }) => {
  const started = testFiles(workload, slo).map(({ name, run: test }) => ({ name, result: run(test) }));

  test.each(started)('$name', async ({ result }) => {
    const { code, output } = await result;
    expect(code === 0 ? '' : output).toBe('');
  });
});
