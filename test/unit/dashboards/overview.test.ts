import { alertsDashboard } from '../../../dashboards/alerts';
import { executiveDashboard } from '../../../dashboards/executive';
import { incidentImpactDashboard } from '../../../dashboards/incident-impact';
import { stableJson } from '../../../dashboards/json';
import type { Workload } from '../../../signals';
import { WORKLOADS } from '../../../workloads';
import { throughput } from '../../../workloads/yield-predictor/service';
import { LINKS } from '../../fixtures/environment';
import { baked, kilnWith } from '../../fixtures/objectives';

interface Model {
  readonly panels: readonly {
    readonly title: string;
    readonly type: string;
    readonly description?: string;
    readonly links?: readonly { readonly title: string; readonly url: string }[];
    readonly targets?: readonly { readonly expr: string }[];
  }[];
  readonly links: readonly { readonly url: string }[];
}

const read = (dashboard: object): Model => JSON.parse(stableJson(dashboard)) as Model;
const executive = (workloads: readonly Workload[]): Model => read(executiveDashboard(workloads, LINKS));
const panel = ({ panels }: Model, title: string) => {
  const found = panels.find((one) => one.title === title);
  if (!found) throw new Error(`no panel '${title}'; there are ${panels.map((one) => one.title).join(', ')}`);
  return found;
};

describe('the executive view', () => {
  it('shows signals as their workloads have them, in words of the business', () => {
    const shown = panel(executive(WORKLOADS), 'Dies judged by models');
    expect(shown.description).toContain(throughput.description({} as never));
    expect(shown.targets?.[0]?.expr).toContain('model:ml_predictions:rate5m');
  });

  it('leads from each of them to the dashboard where it is at home', () => {
    expect(panel(executive(WORKLOADS), 'Dies judged by models').links).toEqual([
      expect.objectContaining({
        title: 'Dashboard: ML model serving',

        url: '/d/ml-model-serving?${__url_time_range}&var-datasource=${datasource}',
      }),
    ]);
  });

  it('leaves out what is not watched, and with it the row that would be empty', () => {
    const titles = executive([kilnWith(baked())]).panels.map(({ title }) => title);
    expect(titles).not.toContain('What the fab makes');
    expect(titles).toContain('What it was promised');
  });

  it('leads on to objectives, the incident and alerts', () => {
    expect(executive(WORKLOADS).links.map(({ url }) => url)).toEqual([
      '/d/slo-overview',
      '/d/incident-impact',
      '/d/alerts',
    ]);
  });
});

describe('the impact of an incident', () => {
  const model = read(incidentImpactDashboard(WORKLOADS, LINKS));

  it('counts the events that went wrong in the time range, of the workloads that are chosen', () => {
    expect(panel(model, 'Bad events in the time range').targets?.[0]?.expr).toMatch(
      /sum_over_time\(slo:sli_bad_events:rate5m\{workload=~"\$workload"\}\[\$__range\]\)\s*\)\s*\* 30/,
    );
  });

  it('shows what is made as a whole, whatever workload is chosen', () => {
    expect(panel(model, 'Dies judged by models').targets?.[0]?.expr).not.toContain('$workload');
  });
});

describe('the review of alerts', () => {
  const model = read(alertsDashboard());

  it('leaves out the alert that always fires', () => {
    expect(panel(model, 'Firing, by severity').targets?.[0]?.expr).toContain('alertname!="Watchdog"');
  });

  it('takes for the time to resolve what alerts fired for, by how often they began to', () => {
    expect(panel(model, 'Mean time to resolve, by severity').targets?.[0]?.expr.replace(/\s+/g, '')).toBe(
      'sumby(severity)(sum_over_time(alert:firing:count{team=~"$team",workload=~"$workload"}[30d])*30)/(sumby(severity)(sum_over_time(alert:firing_started:count{team=~"$team",workload=~"$workload"}[30d]))>0)',
    );
  });
});
