import { join } from 'node:path';
import { load } from 'js-yaml';
import { watchedIn } from '../../app/watched';
import { ENVIRONMENTS } from '../../environments';
import { milliseconds, type Duration } from '../../promql';
import { LOG_INTERVAL, type LoggedLine, type LogSignal } from '../../signals';
import { startLoki, type Loki } from './backends/loki';
import { known } from './harness/alertmanager/api';
import { cleanup } from './harness/cleanup';
import { fetchJson } from './harness/http';
import { fileOf, logRuleFile, rendered, type RenderedGroup } from './harness/rendered';
import { scratch } from './harness/scratch';
import { eventually } from './harness/wait';
import { faster } from './log-rules/faster';
import { push } from './log-rules/push';
import { stage, type Stage } from './notifications/stage';

jest.setTimeout(180_000);

/** One with a single Loki. */
const ENVIRONMENT = 'dev';

/** A minute of an example, of a rule and of Alertmanager is a second: Loki's and Alertmanager's clocks cannot be set. */
const FACTOR = 60;
const scaled = (duration: Duration): number => milliseconds(duration) / FACTOR;
const INTERVAL = scaled(LOG_INTERVAL);
/** Further back than any rule looks. */
const APART = scaled('2h') + 1000;

const environment = ENVIRONMENTS.filter(({ name }) => name === ENVIRONMENT);
const workloads = environment.flatMap(watchedIn);
const signals = workloads.flatMap(({ logs }) => logs);

/** The lines of an example that begins then. */
const from = (begin: number, lines: readonly LoggedLine[]): readonly LoggedLine[] =>
  lines.map((line) => ({ ...line, at: begin + line.at / FACTOR }));

const later = cleanup();
let loki: Loki;
let alerting: Stage;
let rules: ReadonlyMap<string, RenderedGroup['rules'][number]>;

beforeAll(async () => {
  const place = scratch('log-rules');
  later(() => {
    place.remove();
  });
  alerting = await stage(later, { environment: ENVIRONMENT, factor: FACTOR });
  const objects = rendered(ENVIRONMENT);
  const text = faster(fileOf(objects, 'rules.yaml'), FACTOR);
  const { groups } = load(text) as { readonly groups: readonly RenderedGroup[] };
  rules = new Map(groups.flatMap((group) => group.rules.map((rule) => [rule.alert ?? '', rule] as const)));
  loki = await startLoki(objects, join(place.folder, 'loki'), {
    alertmanager: alerting.replicas[0]?.url ?? '',
    rules: () => text,
  });
  later(() => loki.stop());
});

interface Evaluated {
  readonly data: { readonly result: readonly { readonly metric: Readonly<Record<string, string>> }[] };
}

/** The services of which a rule's expression has something to say, at a time. */
async function holds(alert: string, at: number): Promise<readonly string[]> {
  const query = encodeURIComponent(rules.get(alert)?.expr ?? '');
  const { data } = (await fetchJson(`${loki.url}/loki/api/v1/query?query=${query}&time=${at}000000`)) as Evaluated;
  return data.result.map(({ metric }) => metric.service_name ?? '');
}

/** The services of which the alert fires at a time: as they were at every evaluation for as long as it has to hold. */
async function fires({ name }: LogSignal, at: number): Promise<readonly string[]> {
  const held = rules.get(name)?.for as Duration | undefined;
  const steps = held === undefined ? 0 : milliseconds(held) / INTERVAL;
  const found = await Promise.all(Array.from({ length: steps + 1 }, (_, i) => holds(name, at - i * INTERVAL)));
  return found.reduce((all, some) => all.filter((service) => some.includes(service)));
}

interface Case {
  readonly name: string;
  readonly signal: LogSignal;
  readonly lines: readonly LoggedLine[];
  /** When what services it fires of, from the beginning. */
  readonly expected: readonly (readonly [Duration, readonly string[]])[];
}

const cases: readonly Case[] = signals.flatMap((signal) => {
  const { fires: firing, quiet } = signal.examples;
  return [
    {
      name: `${signal.name} fires by ${firing.at} and not by ${firing.notYetAt}`,
      signal,
      lines: firing.lines,
      expected: [
        [firing.notYetAt, []],
        [firing.at, [firing.service]],
      ] as const,
    },
    ...quiet.map(({ lines, at }, i) => ({
      name: `${signal.name} stays quiet at ${at} (${i + 1})`,
      signal,
      lines,
      expected: [[at, []]] as const,
    })),
  ];
});

const lengthOf = ({ expected }: Case): number => Math.max(...expected.map(([at]) => scaled(at)));

describe('the examples of log signals, as Loki itself counts their lines', () => {
  const begins = new Map<Case, number>();

  beforeAll(async () => {
    const total = cases.reduce((sum, one) => sum + lengthOf(one) + APART, 0);
    let begin = Date.now() - total;
    // One after the other: Loki takes no lines of a stream that are much older than its newest.
    for (const one of cases) {
      begins.set(one, begin);
      await push(loki.url, from(begin, one.lines));
      begin += lengthOf(one) + APART;
    }
  });

  test.each(cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    for (const [at, services] of one.expected) {
      expect([at, await fires(one.signal, (begins.get(one) ?? 0) + scaled(at))]).toEqual([at, services]);
    }
  });
});

/** From now until all of them fire, in milliseconds. */
const SOON = 25_000;

describe('the ruler of Loki, with the lines that make every log signal fire', () => {
  const expected = workloads.flatMap(({ name, team, logs }) =>
    logs.map((signal) => ({
      alertname: signal.name,
      severity: 'warning',
      team: team.name,
      workload: name,
      incident: signal.standsAlone ? signal.name : name,
      service_name: signal.examples.fires.service,
      ...Object.fromEntries(
        environment.flatMap((one) => [
          ['cluster', one.name],
          ['region', one.region],
        ]),
      ),
    })),
  );
  const told = () => alerting.services.notifications.filter(({ kind }) => kind === 'slack');

  beforeAll(async () => {
    const firing = signals.map(({ examples }) => examples.fires);
    await push(
      loki.url,
      firing.flatMap(({ lines, at }) => from(Date.now() + SOON - scaled(at), lines)),
    );
  });

  test('raises each of them, with the labels of its rule and of the cluster, and no other', async () => {
    const [alertmanager] = alerting.replicas;
    if (!alertmanager) throw new Error('no Alertmanager');
    const byName = (all: readonly Readonly<Record<string, string>>[]) =>
      all.toSorted((a, b) => ((a.alertname ?? '') < (b.alertname ?? '') ? -1 : 1));
    const seen = new Map<string, Readonly<Record<string, string>>>();
    await eventually(async () => {
      for (const { labels } of await known(alertmanager)) seen.set(JSON.stringify(labels), labels);
      expect(byName([...seen.values()])).toEqual(byName(expected));
    }, 60);
  });

  test('has them told to the channel of the team that owns the service', async () => {
    await alerting.until((notifications) => {
      const texts = notifications.map(({ receiver, body }) => [receiver, JSON.stringify(body)] as const);
      for (const { team, alertname, service_name: service } of expected) {
        const about = texts.filter(([, text]) => text.includes(alertname) && text.includes(service));
        expect([alertname, [...new Set(about.map(([receiver]) => receiver))]]).toEqual([
          alertname,
          [`${team}-channel`],
        ]);
      }
    }, 30);
    expect(told().length).toBeGreaterThan(0);
  });

  test('evaluates every rule that is rendered, and each without an error', async () => {
    const answer = (await fetchJson(`${loki.url}/prometheus/api/v1/rules`)) as Rules;
    const known = answer.data.groups.flatMap((group) => group.rules);
    expect(known.map(({ name, health, lastError }) => [name, health, lastError ?? '']).toSorted()).toEqual(
      [...rules.keys()].map((name) => [name, 'ok', '']).toSorted(),
    );
  });
});

interface Rules {
  readonly data: {
    readonly groups: readonly {
      readonly rules: readonly { readonly name: string; readonly health: string; readonly lastError?: string }[];
    }[];
  };
}

describe('the API of the ruler', () => {
  const post = (group: object): Promise<Response> =>
    fetch(`${loki.url}/loki/api/v1/rules/probecard`, { method: 'POST', body: JSON.stringify(group) });

  test.each(ENVIRONMENTS.map(({ name }) => name))('takes the rules of %s for valid, and keeps none', async (name) => {
    const { groups } = logRuleFile(rendered(name));
    expect(groups.length).toBeGreaterThan(0);
    for (const group of groups) {
      const answer = await post(group);
      expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining('unsupported') as string]);
    }
  });

  test('knows a rule that is wrong', async () => {
    const answer = await post({ name: 'wrong', rules: [{ alert: 'Wrong', expr: 'sum(rate({a="b"}))' }] });
    expect(answer.status).toBe(400);
  });
});
