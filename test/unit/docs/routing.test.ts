import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inhibitionGraph } from '../../../alerts/inhibition-graph';
import { deliveryOf, pathsOf } from '../../../alerts/routing/path';
import { alertmanagerConfigOf, alertsIn } from '../../../app/alerting';
import { pictureOf } from '../../../cli/inhibitions/picture';
import { ENVIRONMENTS } from '../../../environments';

const DOCS = join(__dirname, '..', '..', '..', 'docs');
const page = readFileSync(join(DOCS, 'routing.md'), 'utf8');
const SHOWN = 'prod-us-west-2';
const RENEW = `npm run -s probecard -- inhibitions --environment ${SHOWN} --format svg > docs/pictures/inhibitions.svg`;

/** The one whose picture is shown. */
const shown = ENVIRONMENTS.filter(({ name }) => name === SHOWN).map((environment) => ({
  config: alertmanagerConfigOf(environment),
  alerts: alertsIn(environment),
}));

describe('docs/routing.md', () => {
  it('shows the inhibitions as they are rendered', async () => {
    const [picture] = await Promise.all(
      shown.map(({ config, alerts }) => pictureOf(inhibitionGraph(alerts, config.inhibit_rules))),
    );
    const committed = readFileSync(join(DOCS, 'pictures', 'inhibitions.svg'), 'utf8');
    // Their difference is no help to anybody.
    expect(picture === committed ? 'fresh' : `stale, renew it: ${RENEW}`).toBe('fresh');
  });

  it('names the command that renews the picture, and shows it', () => {
    expect(page).toContain(RENEW);
    expect(page).toMatch(/!\[[^\]]+\]\(pictures\/inhibitions\.svg\)/);
  });

  it('says how soon and how often people are told', () => {
    const rows = shown.flatMap(({ config, alerts }) =>
      alerts
        .filter(({ labels }) => labels.workload === 'ate' || labels.workload === 'yield-predictor')
        .flatMap(({ labels }) => pathsOf(config.route, labels).map((path) => ({ labels, ...deliveryOf(path) })))
        .map(
          ({ labels: { severity = '', digest }, group_wait, group_interval, repeat_interval }) =>
            `| ${severity}${digest === undefined ? '' : ', in a digest'} …| ${group_wait} | ${group_interval} | ${repeat_interval} |`,
        ),
    );
    const told = page
      .split('\n')
      .filter((line) => /^\| (?:critical|warning|info)\b/.test(line))
      .map((line) => line.replace(/^(\| [^|]*)(?:\|[^|]*){3}/, '$1…'));
    expect([...new Set(rows)].sort()).toEqual(told.sort());
  });

  it('names all hours and windows that there are', () => {
    const names = ENVIRONMENTS.flatMap((environment) => alertmanagerConfigOf(environment).time_intervals ?? []).map(
      ({ name }) => name,
    );
    expect(names.length).toBeGreaterThan(0);
    for (const name of names.filter((one) => one !== 'business-hours')) expect(page).toContain(`\`${name}\``);
  });
});
