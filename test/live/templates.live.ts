import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanup } from './harness/cleanup';
import { succeeds } from './harness/command';
import { fileOf, rendered } from './harness/rendered';
import { scratch, type Scratch } from './harness/scratch';
import { tool } from './harness/tools';

/** Notifications as Alertmanager's own engine words them, of the templates that are rendered. */

interface Alert {
  readonly status: 'firing' | 'resolved';
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
}

const STARTED = '2026-11-25T14:03:00Z';
const ENDED = '2026-11-25T15:00:00Z';
const GRAFANA = 'https://grafana.prod-us-west-2.fab.example';
const RUNBOOKS = 'https://runbooks.prod-us-west-2.fab.example';

const slow = (change: Partial<Alert> = {}): Alert => ({
  status: 'firing',
  labels: {
    alertname: 'YieldPredictorLatencyP95',
    severity: 'critical',
    team: 'ml-platform',
    workload: 'yield-predictor',
    incident: 'yield-predictor',
    model: 'failure classifier',
  },
  annotations: {
    summary: 'Yield predictor: P95 latency of model failure classifier is 130ms, above 100 ms',
    description: 'It has been above 100 ms for 10 minutes.',
    runbook_url: `${RUNBOOKS}/YieldPredictorLatencyP95.md`,
    dashboard_url: `${GRAFANA}/d/ml-serving?var-model=failure+classifier&from=now-6h&to=now`,
    services: 'ml-model-serving|yield-predictor',
  },
  startsAt: STARTED,
  endsAt: '0001-01-01T00:00:00Z',
  ...change,
});

const failing: Alert = {
  ...slow(),
  labels: { ...slow().labels, alertname: 'YieldPredictorErrorRatio' },
  annotations: {
    ...slow().annotations,
    summary: 'Yield predictor: Error ratio of model failure classifier is 3 %, above 1 %',
    runbook_url: `${RUNBOOKS}/YieldPredictorErrorRatio.md`,
  },
};

const later = cleanup();
let place: Scratch;
let amtool: string;

beforeAll(async () => {
  place = scratch('templates');
  later(() => {
    place.remove();
  });
  amtool = await tool('amtool');
  writeFileSync(join(place.folder, 'notifications.tmpl'), fileOf(rendered('prod-us-west-2'), 'notifications.tmpl'));
});

/** What a group of alerts has in common. */
const common = (alerts: readonly Alert[], of: 'labels' | 'annotations') =>
  Object.fromEntries(
    Object.entries(alerts[0]?.[of] ?? {}).filter(([name, value]) => alerts.every((alert) => alert[of][name] === value)),
  );

async function said(name: string, ...alerts: readonly Alert[]): Promise<string> {
  const data = {
    receiver: 'ml-platform-page',
    status: alerts.some(({ status }) => status === 'firing') ? 'firing' : 'resolved',
    alerts,
    groupLabels: { workload: 'yield-predictor', incident: 'yield-predictor', severity: 'critical' },
    commonLabels: common(alerts, 'labels'),
    commonAnnotations: common(alerts, 'annotations'),
    externalURL: 'https://alertmanager.prod-us-west-2.fab.example',
  };
  const file = join(place.folder, 'data.json');
  writeFileSync(file, JSON.stringify(data));
  const args = [`--template.glob=${join(place.folder, '*.tmpl')}`, `--template.data=${file}`];
  const text = await succeeds(amtool, [
    'template',
    'render',
    ...args,
    `--template.text={{ template "probecard.${name}" . }}`,
  ]);
  return text;
}

describe('a title', () => {
  test('is what is wrong, with its value and its threshold', async () => {
    expect(await said('title', slow())).toBe(slow().annotations.summary);
  });

  test('says how many more there are, and is of one that fires where some have ended', async () => {
    expect(await said('title', slow({ status: 'resolved', endsAt: ENDED }), failing, slow())).toBe(
      'Yield predictor: Error ratio of model failure classifier is 3 %, above 1 % (the first of 2)',
    );
  });

  test('says that it is over', async () => {
    expect(await said('title', slow({ status: 'resolved', endsAt: ENDED }))).toMatch(/^Over: Yield predictor: P95/);
  });
});

describe('a link', () => {
  const hours = (count: number): number => Date.parse(STARTED) - count * 3_600_000;

  test('leads to the dashboard as long before the alert as its rule says, until now', async () => {
    expect(await said('dashboard', slow())).toBe(
      `${GRAFANA}/d/ml-serving?var-model=failure+classifier&from=${hours(6)}&to=now`,
    );
  });

  test('leads to the time of an alert that is over', async () => {
    const over = slow({ status: 'resolved', endsAt: ENDED });
    expect(await said('dashboard', over)).toContain(`&from=${hours(6)}&to=${Date.parse(ENDED)}`);
  });

  test('of an alert of a foreign rule begins an hour before it', async () => {
    const foreign = slow({ annotations: { ...slow().annotations, dashboard_url: `${GRAFANA}/d/x?` } });
    expect(await said('dashboard', foreign)).toBe(`${GRAFANA}/d/x?from=${hours(1)}&to=now`);
  });

  test.each([
    ['logs', 'loki', { expr: '{service_name=~"ml-model-serving|yield-predictor"}' }],
    ['traces', 'jaeger', { queryType: 'search', service: 'ml-model-serving' }],
  ])('leads to the %s of the services at that time', async (name, uid, query) => {
    const address = new URL(await said(name, slow()));
    expect(`${address.origin}${address.pathname}`).toBe(`${GRAFANA}/explore`);
    expect(JSON.parse(address.searchParams.get('panes') ?? '')).toEqual({
      explored: {
        datasource: uid,
        queries: [{ refId: 'A', datasource: { type: uid, uid }, ...query }],
        range: { from: String(hours(6)), to: 'now' },
      },
    });
  });

  test('to logs and traces is left out where nobody knows under which names there are any', async () => {
    const { services: _, ...annotations } = slow().annotations;
    expect(await said('logs', slow({ annotations }))).toBe('');
    expect(await said('traces', slow({ annotations }))).toBe('');
    expect(await said('firing.slack', slow({ annotations }))).not.toMatch(/Logs|Traces/);
  });

  test('silences the first alert, and nothing else', async () => {
    const [, filter = ''] = (await said('silence', slow(), failing)).split('/#/silences/new?filter=');
    expect(decodeURIComponent(filter)).toBe(
      '{alertname="YieldPredictorLatencyP95",incident="yield-predictor",model="failure classifier",severity="critical",team="ml-platform",workload="yield-predictor"}',
    );
  });
});

describe('what a pager shows', () => {
  test('is each alert with what it says and since when', async () => {
    expect(await said('firing.plain', slow(), failing)).toMatchInlineSnapshot(`
      "Yield predictor: P95 latency of model failure classifier is 130ms, above 100 ms
      It has been above 100 ms for 10 minutes.
      Since 2026-11-25 14:03 UTC.

      Yield predictor: Error ratio of model failure classifier is 3 %, above 1 %
      It has been above 100 ms for 10 minutes.
      Since 2026-11-25 14:03 UTC."
    `);
  });

  test('is from when until when it was', async () => {
    expect(await said('resolved.plain', slow({ status: 'resolved', endsAt: ENDED }))).toMatchInlineSnapshot(`
      "Yield predictor: P95 latency of model failure classifier is 130ms, above 100 ms
      It has been above 100 ms for 10 minutes.
      From 2026-11-25 14:03 UTC to 2026-11-25 15:00 UTC."
    `);
  });
});

/** A message as a reader sees it: addresses are behind their words. */
const read = (message: string): string => message.replace(/<(?!!date)[^|>]*\|([^>]*)>/g, '[$1]');

describe('a message in a channel', () => {
  test('of one alert tells it whole, since when by the clock of its reader, and where to go', async () => {
    expect(read(await said('firing.slack', slow()))).toMatchInlineSnapshot(`
      "It has been above 100 ms for 10 minutes.
      critical, since <!date^1795615380^{date_short_pretty} {time}|2026-11-25 14:03 UTC>
      [Dashboard] · [Runbook] · [Traces] · [Logs] · [Silence]"
    `);
  });

  test('of several has a line for each', async () => {
    expect(read(await said('firing.slack', slow(), failing))).toMatchInlineSnapshot(`
      "• Yield predictor: P95 latency of model failure classifier is 130ms, above 100 ms
         since <!date^1795615380^{date_short_pretty} {time}|2026-11-25 14:03 UTC> · [Dashboard] · [Runbook] · [Traces] · [Logs] · [Silence]
      • Yield predictor: Error ratio of model failure classifier is 3 %, above 1 %
         since <!date^1795615380^{date_short_pretty} {time}|2026-11-25 14:03 UTC> · [Dashboard] · [Runbook] · [Traces] · [Logs] · [Silence]
      "
    `);
  });

  test('of many ends before nobody reads on, and says where the rest is', async () => {
    const message = await said('firing.slack', ...Array.from({ length: 9 }, () => slow()));
    expect(message.match(/•/g)).toHaveLength(6);
    expect(message).toMatch(
      /The first 6 of 9: <https:\/\/alertmanager\.prod-us-west-2\.fab\.example\/#\/alerts\?receiver=ml-platform-page\|all of them>$/,
    );
  });

  test('has no address that a bar or a space would end', async () => {
    const links = [...(await said('firing.slack', slow(), failing)).matchAll(/<(https:[^>]*)>/g)].map(
      ([, link = '']) => link,
    );
    expect(links).toHaveLength(10);
    for (const link of links) expect(link).toMatch(/^[^\s|]+\|[A-Z][a-z]+$/);
  });
});

describe('a digest', () => {
  const over = slow({ status: 'resolved', endsAt: ENDED });

  test('says how many findings stand and how many are over', async () => {
    expect(await said('digest.title', slow(), failing, over)).toBe('Findings of yield-predictor: 2 standing, 1 over');
  });

  test('lists both, with when it was', async () => {
    expect(read(await said('digest.slack', failing, over))).toMatchInlineSnapshot(`
      "*They stand*
      • Yield predictor: Error ratio of model failure classifier is 3 %, above 1 %
         since <!date^1795615380^{date_short_pretty} {time}|2026-11-25 14:03 UTC> · [Dashboard] · [Runbook] · [Traces] · [Logs] · [Silence]
      *They are over*
      • Yield predictor: P95 latency of model failure classifier is 130ms, above 100 ms
         since <!date^1795615380^{date_short_pretty} {time}|2026-11-25 14:03 UTC>, until <!date^1795618800^{date_short_pretty} {time}|2026-11-25 15:00 UTC> · [Dashboard] · [Runbook] · [Traces] · [Logs] · [Silence]
      "
    `);
  });

  test('has no heading without a finding below it', async () => {
    expect(await said('digest.slack', failing)).not.toContain('They are over');
    expect(await said('digest.slack', over)).not.toContain('They stand');
  });

  test('of many shows some of each', async () => {
    const message = await said('digest.slack', ...Array.from({ length: 8 }, () => failing), over);
    expect(message.match(/•/g)).toHaveLength(7);
    expect(message).toContain('The first 6 of 8.');
  });
});
