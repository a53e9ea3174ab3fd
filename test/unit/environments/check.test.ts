import { ENVIRONMENTS, type Environment } from '../../../environments';
import { checkEnvironments } from '../../../environments/check';
import { renderEnvironment } from '../../../cli/render';
import { STACK } from '../../../main';
import { environmentWith } from '../../fixtures/environment';
import { kiln } from '../../fixtures/kiln';
import { baked, kilnWith } from '../../fixtures/objectives';
import type { Duration } from '../../../promql';
import type { Workload } from '../../../signals';
import { WORKLOADS } from '../../../workloads';

const { sizes, urls, retention } = environmentWith({});
const prometheus = (change: object) => ({ sizes: { ...sizes, prometheus: { ...sizes.prometheus, ...change } } });

describe('an environment', () => {
  it('is accepted as those that there are', () => {
    expect(() => checkEnvironments(ENVIRONMENTS)).not.toThrow();
  });

  it.each<[string, Partial<Environment>, string]>([
    ['a name that leads out of dist/', { name: '../evil' }, "its name '../evil' must be lower-case"],
    ['a region that is no label', { region: 'US West' }, "its region 'US West'"],
    ['a URL with a slash at its end', { urls: { ...urls, grafana: 'https://g/' } }, "urls.grafana: 'https://g/'"],
    ['a URL that is none', { urls: { ...urls, runbooks: 'runbooks' } }, "urls.runbooks: 'runbooks'"],
    ['a scrape interval that is no duration', { scrapeInterval: '1.5m' }, "'1.5m' is no duration"],
    ['metrics kept too short for the objectives', { retention: { ...retention, metrics: 30 } }, '30 days are too few'],
    ['half a day of logs', { retention: { ...retention, logs: 0.5 } }, 'retention.logs: 0.5'],
    ['no replica', prometheus({ replicas: 0 }), 'sizes.prometheus: 0 is no number of replicas'],
    ['a volume that is no size', prometheus({ volume: '20GB' }), "sizes.prometheus: '20GB' is no volume size"],
    [
      'a volume that is kept too full',
      prometheus({ retentionSize: '19GiB' }),
      'it may keep 19GiB on a volume of 20Gi: at most 85 %',
    ],
    [
      'more memory requested than allowed',
      prometheus({ resources: { requests: { cpu: '1', memory: '2Gi' }, limits: { cpu: '1', memory: '1Gi' } } }),
      'sizes.prometheus: it requests 2Gi of memory, but may use only 1Gi',
    ],
    [
      'a CPU that is no quantity',
      prometheus({ resources: { requests: { cpu: 'lots', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } } }),
      "sizes.prometheus: 'lots' is no quantity of cpu",
    ],
  ])('is refused with %s', (_, change, message) => {
    expect(() => checkEnvironments([environmentWith(change)])).toThrow(message);
  });

  it('is refused with the name of another', () => {
    expect(() => checkEnvironments([environmentWith({}), environmentWith({})])).toThrow(
      "two environments have the name 'dev'",
    );
  });

  it('is refused with a workload called like a chart of the stack', () => {
    const [watched] = environmentWith({}).workloads;
    if (!watched) throw new Error('nothing is watched');
    const workloads = [{ ...watched, name: 'grafana' }];
    expect(() => renderEnvironment(environmentWith({ workloads }))).toThrow(
      'workload grafana has the name of a chart of the stack',
    );
  });

  it('has the charts of the stack whatever it watches, and the dashboards of objectives where there are any', () => {
    const charts = (workloads: readonly Workload[]) =>
      renderEnvironment(environmentWith({ workloads })).map(({ name }) => name);
    expect(charts([])).toEqual(STACK.filter((name) => name !== 'slo'));
    expect(charts(WORKLOADS).filter((name) => !name.startsWith('gates/'))).toEqual([
      ...STACK,
      ...WORKLOADS.map(({ name }) => name),
    ]);
  });

  it('is refused with an objective over more days than it keeps metrics', () => {
    const over = (period: Duration) => kilnWith(baked({ periods: [period] }));
    const retention = { metrics: 35, logs: 1, traces: 1 };
    expect(() => checkEnvironments([environmentWith({ workloads: [over('36d')], retention })])).toThrow(
      'environment dev: objective baked of workload kiln looks back 36d, but metrics are kept for 35 days',
    );
    expect(() => checkEnvironments([environmentWith({ workloads: [over('35d')], retention })])).not.toThrow();
  });

  it('is refused with two workloads that scrape one Service', () => {
    const twin = { ...kiln, name: 'twin', signals: [], metrics: {}, recordings: [], dashboards: [] };
    expect(() => renderEnvironment(environmentWith({ workloads: [kiln, twin] }))).toThrow(
      "workloads kiln and twin both declare the scraped Service 'bakery/kiln'",
    );
  });

  it('is refused with a workload whose port its Service does not have', () => {
    const [watched] = environmentWith({}).workloads;
    if (!watched) throw new Error('nothing is watched');
    const workloads = [{ ...watched, scrape: { ...watched.scrape, port: 'metrcs' } }];
    expect(() => renderEnvironment(environmentWith({ workloads }))).toThrow(/metrcs/);
  });
});
