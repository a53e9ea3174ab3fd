import { LOGS } from '../../../../dashboards/kit/pages';
import { checkRuleGroups } from '../../../../alerts/check';
import { logInhibitions } from '../../../../alerts/logs/inhibition';
import { logRuleGroups } from '../../../../alerts/logs/rule-groups';
import { logPage } from '../../../../alerts/logs/runbook';
import { alertsOf } from '../../../../alerts/routing/alerts';
import { silencedBy } from '../../../../alerts/routing/silenced';
import type { AlertRule } from '../../../../alerts/rule';
import { alertmanagerConfigOf, alertsIn } from '../../../../app/alerting';
import { environmentWith } from '../../../fixtures/environment';
import { claimsOf, LOGS_DASHBOARD, type Workload } from '../../../../signals';
import { WORKLOADS } from '../../../../workloads';
import { loki } from '../../../../workloads/loki';
import { sre } from '../../../../workloads/teams';
import { waferMap } from '../../../../workloads/wafer-map';

const LINKS = { grafana: 'https://grafana', runbooks: 'https://runbooks' };
const groups = logRuleGroups(WORKLOADS, LINKS);
const rules = groups.flatMap((group) => group.rules) as readonly AlertRule[];
const ruleOf = (name: string): AlertRule => {
  const found = rules.find(({ alert }) => alert === name);
  if (!found) throw new Error(`no rule ${name}`);
  return found;
};

describe('the rules on log lines', () => {
  it('keep what the house promises of every alert', () => {
    expect(() => checkRuleGroups(groups)).not.toThrow();
    expect(rules.map(({ labels }) => labels.severity)).toEqual(rules.map(() => 'warning'));
  });

  it('tell the team of the workload, which service it is, with links to its lines', () => {
    expect(ruleOf('WaferMapLogErrors')).toMatchObject({
      for: '10m',
      labels: { severity: 'warning', team: 'test-data', workload: 'wafer-map', incident: 'wafer-map' },
      annotations: {
        summary:
          'Wafer map: errors in the log of {{ $labels.service_name }}: {{ $value | humanize }} lines, above 50 and more than in the whole hour that ended an hour ago',
        runbook_url: 'https://runbooks/WaferMapLogErrors.md',
        dashboard_url:
          'https://grafana/d/logs?var-service_name={{ $labels.service_name | urlquery }}&from=now-2h&to=now',
        services: '{{ $labels.service_name }}',
      },
    });
  });

  it('lead to a dashboard that there is', () => {
    expect(LOGS_DASHBOARD).toBe(LOGS.uid);
  });

  it('say of a secret how many lines, and no threshold that is none', () => {
    expect(ruleOf('WaferMapLogSecrets').annotations.summary).toBe(
      'Wafer map: secrets in the log of {{ $labels.service_name }}: {{ $value | humanize }} lines',
    );
    expect(ruleOf('WaferMapLogSecrets').for).toBeUndefined();
  });

  it('leave no service out: what no workload answers for, SRE is told of', () => {
    const claimed = WORKLOADS.flatMap(claimsOf);
    expect(claimed).toContain('die-query');
    const { expr, labels } = ruleOf('UnclaimedLogSecrets');
    expect(expr).toContain(`service_name!~"${claimed.join('|')}"`);
    expect(labels.team).toBe('sre');
    const [alone] = logRuleGroups([loki], LINKS).flatMap((group) => group.rules);
    expect(alone?.expr).toContain('{service_name=~".+"}');
  });

  it('are none of a workload without log signals', () => {
    expect(groups.map(({ name }) => name)).toEqual([
      'yield-predictor.logs',
      'stdf-etl.logs',
      'wafer-map.logs',
      'loki.logs',
    ]);
    expect(logRuleGroups([{ ...waferMap, logs: [] }], LINKS)).toEqual([]);
  });
});

describe('what silences alerts on log lines', () => {
  const environment = environmentWith({});
  const config = alertmanagerConfigOf(environment);
  const alerts = alertsIn(environment);
  const silencing = (name: string) => {
    const of = alerts.find((alert) => alert.name === name);
    if (!of) throw new Error(`no alert ${name}`);
    return [...new Set(silencedBy(of, alerts, config.inhibit_rules).map(({ by }) => by.name))];
  };

  it('is, for errors, a metric that tells of them as well, and that nothing answers', () => {
    expect(silencing('WaferMapLogErrors').toSorted()).toEqual(['WaferMapErrorRatio', 'WaferMapTargetsDown']);
  });

  it('is, for secrets, nothing: an outage does not make them harmless', () => {
    expect(silencing('WaferMapLogSecrets')).toEqual([]);
    expect(silencing('UnclaimedLogSecrets')).toEqual([]);
    expect(alerts.find(({ name }) => name === 'WaferMapLogSecrets')?.labels.incident).toBe('WaferMapLogSecrets');
  });

  it('is nothing that does not alert there', () => {
    const quiet: Workload = {
      ...waferMap,
      signals: waferMap.signals.filter(({ name }) => name !== 'WaferMapErrorRatio'),
    };
    expect(logInhibitions([waferMap])).toHaveLength(1);
    expect(logInhibitions([quiet])).toEqual([]);
  });
});

describe('the routes', () => {
  it('know every alert on log lines', () => {
    const names = alertsOf(WORKLOADS, sre).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(rules.map(({ alert }) => alert)));
  });
});

describe('the page of a log signal', () => {
  const [page = ''] = waferMap.logs.map((signal) =>
    logPage(
      waferMap,
      signal,
      [{ name: 'west', links: { grafana: 'https://grafana.west', runbooks: '' }, workload: waferMap }],
      [],
    ),
  );

  it('says whom it is about, when it fires, where to look and what to do', () => {
    expect(page).toContain(
      'Wafer map: errors in the log of wafer-map, die-query, postgres, image-resize, tile-cache · owner',
    );
    expect(page).toContain(
      '| warning | above 50 and more than in the whole hour that ended an hour ago | 10 minutes | test-data-channel |',
    );
    expect(page).toContain('[west](https://grafana.west/d/logs)');
    expect(page).toMatch(/```logql\nsum by \(service_name\)/);
    expect(page).toMatch(/1\. Open the dashboard Logs .*\n2\. /);
  });
});
