import { stableJson } from '../../../dashboards/json';
import { workloadDashboard } from '../../../dashboards/workload-dashboard';
import type { Workload } from '../../../signals';
import { WORKLOADS } from '../../../workloads';
import { waferMap } from '../../../workloads/wafer-map';
import { LINKS } from '../../fixtures/environment';

interface Link {
  readonly title: string;
  readonly url: string;
}
interface Model {
  readonly links: readonly Link[];
  readonly panels: readonly {
    readonly title: string;
    readonly type: string;
    readonly fieldConfig?: { readonly defaults?: { readonly links?: readonly Link[] } };
  }[];
}

const modelsOf = (workload: Workload): readonly Model[] =>
  workload.dashboards.map(
    (dashboard) => JSON.parse(stableJson(workloadDashboard(workload, dashboard, LINKS))) as Model,
  );
const curvesOf = (workload: Workload) =>
  modelsOf(workload).flatMap(({ panels }) => panels.filter(({ type }) => type === 'timeseries'));
const urls = (links: readonly Link[] | undefined): readonly string[] => (links ?? []).map(({ url }) => url);

const SOURCE = 'var-datasource=${datasource}';
const HERE = `\${__url_time_range}&${SOURCE}`;
const linksOf = (title: string) =>
  urls(curvesOf(waferMap).find((panel) => panel.title === title)?.fieldConfig?.defaults?.links);

describe('from a graph', () => {
  it('one click leads to the log lines of the same time of all services of the workload, and to traces of its entry', () => {
    expect(linksOf('Renderings')).toEqual([
      `/d/logs?${HERE}&${waferMap.services.map((service) => `var-service_name=${service}`).join('&')}`,
      `/d/traces?${HERE}&var-service_name=wafer-map`,
    ]);
  });

  it('whose curves are of services, to those of the very service, behind what says more about it', () => {
    const service = 'var-service_name=${__field.labels.service_name}';
    expect(linksOf('P95 by service')).toEqual([
      `/d/wafer-map-services?${HERE}&${service}`,
      `/d/logs?${HERE}&${service}`,
      `/d/traces?${HERE}&${service}`,
    ]);
  });

  const [speaking, silent] = [true, false].map((has) =>
    WORKLOADS.filter(({ services }) => services.length > 0 === has),
  );

  it.each((speaking ?? []).map((workload) => [workload.name, workload] as const))(
    'of %s there is such a way from each',
    (_, workload) => {
      const without = curvesOf(workload).filter(
        ({ fieldConfig }) => !urls(fieldConfig?.defaults?.links).some((url) => url.startsWith('/d/logs?')),
      );
      expect(without.map(({ title }) => title)).toEqual([]);
    },
  );

  it('of a workload that writes no lines of its own there is none', () => {
    const all = (silent ?? []).flatMap((workload) => [
      ...curvesOf(workload).flatMap(({ fieldConfig }) => urls(fieldConfig?.defaults?.links)),
      ...modelsOf(workload).flatMap(({ links }) => urls(links)),
    ]);
    expect(all.filter((url) => /^\/d\/(logs|traces)/.test(url))).toEqual([]);
  });
});

describe('from a dashboard', () => {
  const [tracing, services] = modelsOf(waferMap);

  it('of a workload there are links to the logs and traces of its services', () => {
    expect(urls(tracing?.links).slice(-2)).toEqual([
      `/d/logs?${SOURCE}&${waferMap.services.map((service) => `var-service_name=${service}`).join('&')}`,
      `/d/traces?${SOURCE}&var-service_name=wafer-map`,
    ]);
  });

  it('on which services are chosen, to the lines of the chosen ones, and to the traces of one', () => {
    expect(urls(services?.links).slice(-2)).toEqual(['/d/logs', `/d/traces?${SOURCE}&var-service_name=wafer-map`]);
  });
});
