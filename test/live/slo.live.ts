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
import { verdictOn } from './harness/verdicts';

jest.setTimeout(600_000);

const LINKS = { grafana: 'https://grafana.example', runbooks: 'https://runbooks.example' };
const OBJECTIVES = [...new Set(ENVIRONMENTS.flatMap(({ workloads }) => workloads))].flatMap((workload) =>
  workload.objectives.map((slo) => ({ name: `${workload.name}: ${slo.id}`, workload, slo })),
);

/**
 * What the rules of an objective are made by: all but its indicator and its numbers. Of objectives that agree in it, the first has
 * every test; the others have those in which their indicator takes part, since the rest would prove the same code again.
 */
const shapeOf = (slo: Slo): string =>
  JSON.stringify(
    slo.kind === 'objective'
      ? [
          slo.sli.kind,
          'counts' in slo.sli && slo.sli.counts,
          slo.missing,
          slo.sli.labels.length > 0,
          slo.tiers,
          slo.periods,
        ]
      : slo.kind,
  );

const isFirstOfItsShape = (slo: Slo): boolean =>
  OBJECTIVES.find((other) => shapeOf(other.slo) === shapeOf(slo))?.slo === slo;

/** The tests that begin with events as they are counted, and not with what is recorded of them. */
const OF_THE_INDICATOR =
  /fires just above|quiet just below its share|fires within its detection time|nothing has failed when|everything has failed when|gap neither|is gone|missing while targets|counter reset|idle hour|raw events/;

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
      const promtool = await tool('promtool');
      return verdictOn([promtool, rules, content], () => {
        write(rules.file, { groups: rules.groups });
        return finished(promtool, ['test', 'rules', write(`${id}-${i}.test.yaml`, content)], { timeoutSeconds: 300 });
      });
    },
  }));
}

/** Histories of days take promtool seconds each: while one test waits for its own, the next one's is under way. */
const run = pool(2);

describe.each(OBJECTIVES)('the objective $name', ({ workload, slo }) => {
  const files = testFiles(workload, slo).filter(({ name }) => isFirstOfItsShape(slo) || OF_THE_INDICATOR.test(name));
  const results = new Map<number, ReturnType<(typeof files)[number]['run']>>();
  const started = (i: number) => {
    const file = files[i];
    const result = results.get(i) ?? (file && run(file.run));
    if (result) results.set(i, result);
    return result;
  };

  test.each(files.map(({ name }, i) => ({ name, i })))('$name', async ({ i }) => {
    const result = started(i);
    void started(i + 1);
    const { code, output } = (await result) ?? { output: 'the test was not started' };
    expect(code === 0 ? '' : output).toBe('');
  });
});
