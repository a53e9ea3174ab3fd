import { checkDashboardLinks } from '../../../charts/invariants/dashboards';
import { object } from './objects';

const dashboard = (name: string, uid: string, model: object = {}) =>
  object('ConfigMap', name, {
    metadata: { name, namespace: 'observability', labels: { 'probecard.dev/dashboard': '1' } },
    data: { [`${uid}.json`]: JSON.stringify(model) },
  });
const linking = (to: string) => ({ links: [{ url: `/d/${to}?var-team=x` }] });

describe('the dashboards of an environment', () => {
  it('may link to each other, across charts', () => {
    const both = [dashboard('a', 'one', linking('two')), dashboard('b', 'two', linking('one'))];
    expect(() => checkDashboardLinks(both)).not.toThrow();
  });

  it('link only to dashboards that exist', () => {
    expect(() => checkDashboardLinks([dashboard('a', 'one', linking('gone'))])).toThrow(
      "ConfigMap observability/a: a link leads to the dashboard 'gone', which does not exist here: show it in this environment, or leave the link out",
    );
  });

  it('have uids of their own', () => {
    expect(() => checkDashboardLinks([dashboard('a', 'one'), dashboard('b', 'one')])).toThrow(
      "ConfigMap observability/b: the dashboard uid 'one' is that of ConfigMap observability/a already",
    );
  });

  it('are those that Grafana takes: text of other ConfigMaps is no link', () => {
    const other = object('ConfigMap', 'c', { data: { 'x.yaml': '"/d/gone"' } });
    expect(() => checkDashboardLinks([other])).not.toThrow();
  });
});
