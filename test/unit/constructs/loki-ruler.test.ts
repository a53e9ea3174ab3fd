import { basename, dirname } from 'node:path';
import { Testing } from 'cdk8s';
import { load } from 'js-yaml';
import type { RuleGroup } from '../../../alerts/rule';
import { LokiChart, type LokiChartProps } from '../../../charts/loki';
import { waferMap } from '../../../workloads/wafer-map';
import { only, type Rendered } from './render';

const SINGLE: LokiChartProps = {
  namespace: 'observability',
  images: {},
  scrapeInterval: '15s',
  retentionDays: 31,
  auditRetentionDays: 365,
  replicas: 1,
  resources: { requests: { cpu: '1', memory: '2Gi' }, limits: { cpu: '2', memory: '4Gi' } },
  volume: '20Gi',
  workloads: [waferMap],
  links: { grafana: 'https://grafana', runbooks: 'https://runbooks' },
  externalLabels: { cluster: 'west', region: 'us-west-2' },
};

const rendered = (props: LokiChartProps): readonly Rendered[] =>
  new LokiChart(Testing.app(), props).toJson() as readonly Rendered[];

interface Configuration {
  readonly ruler: Readonly<Record<string, unknown>> & {
    readonly storage: { readonly type: string; readonly local: { readonly directory: string } };
  };
}
const rulerOf = (objects: readonly Rendered[]) =>
  (load(only(objects, 'ConfigMap', 'loki').data?.['loki.yaml'] ?? '') as Configuration).ruler;

interface Pod {
  readonly volumes: readonly { readonly name: string; readonly configMap?: { readonly name: string } }[];
  readonly containers: readonly [
    { readonly volumeMounts: readonly { name: string; mountPath: string; readOnly?: boolean }[] },
  ];
}

describe('the ruler of Loki', () => {
  const objects = rendered(SINGLE);
  const ruler = rulerOf(objects);
  const set = only(objects, 'StatefulSet', 'loki').spec.template as unknown as {
    metadata: { annotations: object };
    spec: Pod;
  };

  test('reads the rules of the workloads from a folder that is called like the only tenant, and cannot write them', () => {
    const file = only(objects, 'ConfigMap', 'loki-rules');
    const { groups } = load(file.data?.['rules.yaml'] ?? '') as { groups: readonly RuleGroup[] };
    expect(groups.map(({ name, interval, rules }) => [name, interval, rules.length])).toEqual([
      ['wafer-map.logs', '5m', 2],
    ]);
    const volume = set.spec.volumes.find(({ configMap }) => configMap?.name === 'loki-rules')?.name;
    const mount = set.spec.containers[0].volumeMounts.find(({ name }) => name === volume);
    expect(mount).toMatchObject({ readOnly: true });
    expect(ruler.storage).toEqual({ type: 'local', local: { directory: dirname(mount?.mountPath ?? '') } });
    expect(basename(mount?.mountPath ?? '')).toBe('fake');
  });

  test('tells every Alertmanager, with the labels that alerts of Prometheus have, and a link to the query', () => {
    expect(ruler).toMatchObject({
      alertmanager_url: 'http://_web._tcp.alertmanager-operated.observability.svc',
      enable_alertmanager_discovery: true,
      external_url: 'https://grafana',
      datasource_uid: 'loki',
      external_labels: { cluster: 'west', region: 'us-west-2' },
    });
  });

  test('is not restarted for another rule: it looks by itself', () => {
    const others = rendered({ ...SINGLE, workloads: [] });
    expect(only(others, 'StatefulSet', 'loki').spec.template).toEqual(set);
  });

  test('shares the work out among replicas', () => {
    expect(ruler.enable_sharding).toBe(false);
    const bucket = { bucket: 'fab-logs', endpoint: 's3.fab.example:9000', region: 'us-west-2' };
    expect(rulerOf(rendered({ ...SINGLE, replicas: 3, bucket })).enable_sharding).toBe(true);
  });
});
