import { ENVIRONMENTS, type Environment } from '../../../environments';
import { checkEnvironments } from '../../../environments/check';
import { renderEnvironment } from '../../../cli/render';
import { workloadChart } from '../../../charts/workload';
import { OBSERVABILITY } from '../../../constructs/namespaces';
import { STACK } from '../../../main';
import { environmentWith } from '../../fixtures/environment';
import { kiln } from '../../fixtures/kiln';
import { baked, kilnWith } from '../../fixtures/objectives';
import type { Duration } from '../../../promql';
import type { Workload } from '../../../signals';
import { SINGLE_WORKLOADS } from '../../../workloads';
import { prometheus } from '../../../workloads/prometheus';

const { urls, retention, cluster, services } = environmentWith({});
const prometheusOf = (change: object): Partial<Environment> => ({ sizes: { prometheus: change } });

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
    ['a preset that there is not', { preset: 'huge' as never }, "preset: there is no 'huge'; there are: small"],
    ['more nodes than its preset is made for', { cluster: { ...cluster, nodes: 500 } }, 'cluster.nodes: 500'],
    ['no replica', prometheusOf({ replicas: 0 }), 'sizes.prometheus.replicas: 0 is no whole number of replicas'],
    ['a negative volume', prometheusOf({ volume: '-5Gi' }), "sizes.prometheus.volume: '-5Gi' is no quantity"],
    ['a volume that is no size', prometheusOf({ volume: '20GB' }), "sizes.prometheus.volume: '20GB' is no quantity"],
    [
      'a volume that is kept too full',
      prometheusOf({ volume: '20Gi', retentionSize: '19GiB' }),
      'sizes.prometheus.retentionSize: 19GiB is more than 85 % of the volume of 20Gi',
    ],
    [
      'more memory requested than allowed',
      prometheusOf({ resources: { requests: { cpu: '1', memory: '2Gi' }, limits: { cpu: '1', memory: '1Gi' } } }),
      'sizes.prometheus.resources.requests.memory: 2Gi is above the limit of 1Gi',
    ],
    [
      'a CPU that is no quantity',
      prometheusOf({ resources: { requests: { cpu: 'lots', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } } }),
      "sizes.prometheus.resources.requests.cpu: 'lots' is no quantity",
    ],
    ['a component that there is not', { sizes: { lokki: {} } as never }, 'sizes.lokki: there is no such component'],
    ['a public URL without TLS', { urls: { ...urls, jaeger: 'http://jaeger.example' } }, 'urls.jaeger'],
    [
      'an address that is none',
      { cluster: { ...cluster, nodeCidrs: ['10.0.0.0'] } },
      "cluster.nodeCidrs: '10.0.0.0' is no block of addresses",
    ],
    [
      'a service without addresses',
      { services: { ...services, oidc: { ...services.oidc, cidrs: [] } } },
      'services.oidc.cidrs: it has no addresses',
    ],
    [
      'a global query over what there is not',
      { globalQueryOver: [{ environment: 'prod-mars', host: 'q.example', cidrs: ['10.0.0.0/8'], port: 10901 }] },
      "globalQueryOver: there is no environment 'prod-mars', there are: dev",
    ],
  ])('is refused with %s', (_, change, message) => {
    expect(() => checkEnvironments([environmentWith(change)])).toThrow(message);
  });

  it('is refused with the name of another', () => {
    expect(() => checkEnvironments([environmentWith({}), environmentWith({})])).toThrow(
      "two environments have the name 'dev'",
    );
  });

  it('is refused as a second production in its region', () => {
    const production = ENVIRONMENTS.filter(({ stage }) => stage === 'production').slice(0, 1);
    const [first] = production;
    if (!first) throw new Error('no production');
    expect(() => checkEnvironments([first, { ...first, name: 'prod-again' }])).toThrow(
      "environments prod-us-west-2 and prod-again are both production in the region 'us-west-2': a region has one production",
    );
  });

  it.each(['objectStorage', 'postgres', 'openSearch'] as const)('is refused in replicas without %s', (service) => {
    const staging = ENVIRONMENTS.find(({ stage }) => stage === 'staging');
    if (!staging) throw new Error('no staging');
    const { [service]: _, ...others } = staging.services;
    expect(() => renderEnvironment({ ...staging, services: others })).toThrow(
      new RegExp(`environment staging: .* connects to ${service}, which it lacks: declare services.${service}`),
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
      renderEnvironment(environmentWith({ workloads }))
        .map(({ name }) => name)
        .filter((name) => !name.includes('/'));
    const ofDev = STACK.filter((name) => !['secrets', 'thanos', 'thanos-global'].includes(name));
    expect(charts([{ ...prometheus, objectives: [] }])).toEqual([
      ...ofDev.filter((name) => !['overview', 'slo'].includes(name)),
      'prometheus-monitoring',
    ]);
    expect(charts(SINGLE_WORKLOADS)).toEqual([
      ...ofDev,
      ...SINGLE_WORKLOADS.map((workload) => workloadChart(workload, OBSERVABILITY)),
    ]);
  });

  it('is refused with an objective over more days than it keeps metrics', () => {
    const over = (period: Duration) => kilnWith(baked({ periods: [period] }));
    const shortest = { ...retention, metrics: 35 };
    expect(() => checkEnvironments([environmentWith({ workloads: [over('36d')], retention: shortest })])).toThrow(
      'environment dev: objective baked of workload kiln looks back 36d, but metrics are kept for 35 days',
    );
    expect(() => checkEnvironments([environmentWith({ workloads: [over('35d')], retention: shortest })])).not.toThrow();
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
