import { alertmanagerConfig } from '../../../alerts/alertmanager';
import { checkRoutes } from '../../../alerts/routing/check';
import { deliveryOf, pathsOf, routesOf } from '../../../alerts/routing/path';
import { severitiesOf } from '../../../signals';
import { alertLabels } from '../../../alerts/alert-rule';
import { credentialsOf, receiverFor } from '../../../alerts/receivers/contact';
import { RECEIVERS_SECRET } from '../../../alerts/receivers/credentials';
import { CONTACTS, SRE } from '../../fixtures/contacts';
import { WORKLOADS } from '../../../workloads';
import { kiln } from '../../fixtures/kiln';

const config = alertmanagerConfig({ contacts: CONTACTS, windows: [], fallback: SRE, workloads: WORKLOADS });

describe('the base Alertmanager configuration', () => {
  it('pages for critical alerts only', () => {
    const teamRoutes = (config.route.routes ?? []).filter(({ routes }) => routes);
    expect(teamRoutes).toHaveLength(CONTACTS.length);
    for (const { routes = [] } of teamRoutes) {
      const paging = routes.filter(({ receiver }) => receiver?.endsWith('-page'));
      expect(paging.map(({ matchers }) => matchers)).toEqual([['severity="critical"']]);
    }
  });

  it('sends every alert where its runbook page says', () => {
    const alerts = WORKLOADS.flatMap((workload) =>
      workload.signals.flatMap((signal) =>
        severitiesOf(signal).map((severity) => ({
          labels: { alertname: signal.name, ...alertLabels(workload, signal, severity) },
          said: receiverFor(workload.team, severity, signal.conditions[severity]?.inDigest),
        })),
      ),
    );
    const routed = alerts.map(({ labels }) => pathsOf(config.route, labels).map((path) => deliveryOf(path).receiver));
    expect(routed).toEqual(alerts.map(({ said }) => [said]));
    expect(new Set(alerts.map(({ said }) => said))).toContain('test-floor-digest');
  });

  it('reaches every receiver through the proxy, where that is the only way out', () => {
    const props = { contacts: CONTACTS, windows: [], fallback: SRE, workloads: WORKLOADS };
    expect(alertmanagerConfig({ ...props, proxy: 'http://proxy.example:3128' }).global).toEqual({
      resolve_timeout: '5m',
      http_config: { proxy_url: 'http://proxy.example:3128' },
    });
    expect(config.global).toEqual({ resolve_timeout: '5m' });
  });

  it('lets what no team claims reach somebody, and page if it is critical', () => {
    expect(config.route.receiver).toBe('sre-channel');
    expect(config.route.routes?.at(-1)).toMatchObject({ receiver: 'sre-page', matchers: ['severity="critical"'] });
  });

  it('keeps a decision that stands for days apart from an outage, which would join its incident unheard', () => {
    expect(config.route.group_by).toEqual(['workload', 'incident', 'severity']);
  });

  it('repeats nothing as often as it looks: what has been told is noted a moment later, and every second look would be too early', () => {
    const times = routesOf(config.route).filter(({ group_interval: looks }) => looks !== undefined);
    expect(times.length).toBeGreaterThan(10);
    for (const { group_interval: looks, repeat_interval: repeats } of times) expect(repeats).not.toBe(looks);
  });

  it('sends the watchdog to its switch before any team sees it', () => {
    expect(config.route.routes?.[0]).toMatchObject({ receiver: 'watchdog', matchers: ['alertname="Watchdog"'] });
  });

  it('silences lesser severities of a signal in the same scope only', () => {
    expect(config.inhibit_rules).toContainEqual({
      source_matchers: ['alertname="YieldPredictorLatencyP95"', 'severity="critical"'],
      target_matchers: ['alertname="YieldPredictorLatencyP95"', 'severity=~"warning"'],
      equal: ['workload', 'model'],
    });
  });

  it('holds no credential, only files of the mounted Secret, each of which is listed', () => {
    const files = [...JSON.stringify(config).matchAll(/"(\w+_file)":"([^"]+)"/g)].map(([, , file = '']) => file);
    expect(new Set(files)).toEqual(
      new Set(credentialsOf(CONTACTS).map(({ key }) => `/etc/alertmanager/secrets/${RECEIVERS_SECRET}/${key}`)),
    );
    expect(JSON.stringify(config)).not.toMatch(/"(routing_key|api_url|url|service_key|password)":/);
  });

  it('refuses a route to a receiver that does not exist', () => {
    const lost = { ...config, route: { ...config.route, routes: [{ receiver: 'nobody', matchers: ['a="b"'] }] } };
    expect(() => checkRoutes(lost)).toThrow("a route leads to the receiver 'nobody', which does not exist");
  });

  it('refuses a receiver to which no route leads', () => {
    const idle = { ...config, receivers: [...config.receivers, { name: 'unheard' }] };
    expect(() => checkRoutes(idle)).toThrow("no route leads to the receiver 'unheard'");
  });

  it('refuses a workload whose team nobody can reach', () => {
    expect(() => alertmanagerConfig({ contacts: CONTACTS, windows: [], fallback: SRE, workloads: [kiln] })).toThrow(
      "workload kiln: its team 'bakers' has no receivers",
    );
  });
});
