import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliveryOf, pathsOf } from '../../alerts/routing/path';
import { alertmanagerConfigOf, alertsIn } from '../../app/alerting';
import { ENVIRONMENTS } from '../../environments';
import { TEAMS } from '../../workloads/teams';
import { cleanup } from './harness/cleanup';
import { succeeds } from './harness/command';
import { fileOf, logRuleFile, rendered, ruleFiles } from './harness/rendered';
import { scratch, type Scratch } from './harness/scratch';
import { tool } from './harness/tools';

jest.setTimeout(180_000);

type Labels = Readonly<Record<string, string>>;

const textOf = (labels: Labels): string =>
  Object.entries(labels)
    .map(([label, value]) => `${label}=${value}`)
    .sort()
    .join(' ');

/** What amtool said before of the same labels in the same tree: most environments have the same one. */
const answered = new Map<string, string>();

const later = cleanup();
let place: Scratch;
let amtool: string;

beforeAll(async () => {
  place = scratch('alertmanager');
  later(() => {
    place.remove();
  });
  amtool = await tool('amtool');
});

describe.each(ENVIRONMENTS)('the Alertmanager configuration of $name', (environment) => {
  const { name } = environment;
  let file: string;

  beforeAll(() => {
    file = join(place.folder, `${name}.yaml`);
    writeFileSync(file, fileOf(rendered(name), 'alertmanager.yaml'));
  });

  const receivers = async (labels: Labels): Promise<string> => {
    const matchers = Object.entries(labels).map(([label, value]) => `${label}=${value}`);
    return (await succeeds(amtool, ['config', 'routes', 'test', `--config.file=${file}`, ...matchers])).trim();
  };

  test('amtool accepts it', async () => {
    await expect(succeeds(amtool, ['check-config', file])).resolves.toMatch('SUCCESS');
  });

  test.each(TEAMS)('a critical alert of $name pages it, and lesser ones go to its channel', async ({ name: team }) => {
    const alert = { alertname: 'Any', team };
    expect(await receivers({ ...alert, severity: 'critical' })).toBe(`${team}-page`);
    expect(await receivers({ ...alert, severity: 'warning' })).toBe(`${team}-channel`);
    expect(await receivers({ ...alert, severity: 'info' })).toBe(`${team}-channel`);
  });

  test('the watchdog reaches nobody but the switch outside, with the labels that its rule gives it', async () => {
    const rules = ruleFiles(rendered(name)).flatMap(({ groups }) => groups.flatMap((group) => group.rules));
    const watchdog = rules.find(({ alert }) => alert === 'Watchdog');
    expect(watchdog?.labels).toBeDefined();
    expect(await receivers({ alertname: 'Watchdog', ...watchdog?.labels })).toBe('watchdog');
  });

  test('every alert that is rendered goes where the command routes says', async () => {
    const objects = rendered(name);
    const rules = [...ruleFiles(objects), logRuleFile(objects)].flatMap(({ groups }) =>
      groups.flatMap((group) => group.rules),
    );
    const fired = rules.flatMap(({ alert, labels }) => (alert === undefined ? [] : [{ alertname: alert, ...labels }]));
    const known = alertsIn(environment).map(({ labels }) => textOf(labels));
    expect(new Set(fired.map(textOf))).toEqual(new Set(known));

    const { route } = alertmanagerConfigOf(environment);
    const wrong: string[] = [];
    for (const labels of new Map(fired.map((one) => [textOf(one), one])).values()) {
      const told = pathsOf(route, labels).map((path) => deliveryOf(path).receiver);
      const key = `${JSON.stringify(route)} ${textOf(labels)}`;
      const real = answered.get(key) ?? (await receivers(labels));
      answered.set(key, real);
      if (real !== told.join(',')) wrong.push(`${textOf(labels)}: amtool says ${real}, we ${told.join(',')}`);
    }
    expect(wrong).toEqual([]);
  });

  test('an alert that no team owns reaches somebody all the same', async () => {
    expect(await receivers({ alertname: 'Stray', severity: 'critical' })).toBe('sre-page');
    expect(await receivers({ alertname: 'Stray', severity: 'warning' })).toBe('sre-channel');
  });
});
