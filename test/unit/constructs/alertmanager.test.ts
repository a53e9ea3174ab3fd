import { Testing } from 'cdk8s';
import { credentialsOf } from '../../../alerts/receivers/contact';
import { CONTACTS } from '../../fixtures/contacts';
import { AlertmanagerChart, receiversSecret, type AlertmanagerChartProps } from '../../../charts/alertmanager';
import { OBSERVABILITY } from '../../../constructs/namespaces';
import { ofKind, only, type Rendered } from './render';

const resources = { requests: { cpu: '10m', memory: '64Mi' }, limits: { cpu: '100m', memory: '128Mi' } };
const CONFIG = 'route:\n  receiver: "null"\n';
const SINGLE: AlertmanagerChartProps = {
  namespace: OBSERVABILITY,
  images: {},
  scrapeInterval: '15s',
  operator: 'our operator',
  config: CONFIG,
  templates: { name: 'alertmanager-templates', key: 'notifications.tmpl', text: 'TEMPLATES' },
  receiversSecret: 'alertmanager-receivers',
  externalUrl: 'https://alertmanager.dev.fab.example',
  replicas: 1,
  resources,
  volume: '1Gi',
};

const render = (props: AlertmanagerChartProps) =>
  new AlertmanagerChart(Testing.app(), props).toJson() as unknown as Rendered[];
const single = render(SINGLE);
const replicated = render({ ...SINGLE, replicas: 3, storageClass: 'fast' });
const specOf = (objects: readonly Rendered[]) => only(objects, 'Alertmanager', 'main').spec;

test('three are on nodes of their own, spread over zones, and drained one at a time', () => {
  expect(specOf(replicated)).toMatchObject({
    replicas: 3,
    topologySpreadConstraints: [
      { topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' },
      { topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule' },
    ],
  });
  // The operator (v0.93.1) labels its pods by the name of the resource.
  expect(only(replicated, 'PodDisruptionBudget', 'alertmanager').spec.selector.matchLabels).toEqual({
    'app.kubernetes.io/name': 'alertmanager',
    alertmanager: 'main',
  });
});

test('one has neither', () => {
  expect(specOf(single)).not.toHaveProperty('topologySpreadConstraints');
  expect(ofKind(single, 'PodDisruptionBudget')).toEqual([]);
});

test('their mesh is left to the operator, which makes one as soon as there is more than one', () => {
  expect(
    Object.keys(specOf(replicated)).filter((field) => /^(cluster|forceEnable|additionalPeers)/.test(field)),
  ).toEqual([]);
});

test('each has a volume for silences and for what has been notified, of the class that the environment names', () => {
  expect(specOf(replicated)).toMatchObject({
    retention: '120h',
    storage: {
      volumeClaimTemplate: { spec: { storageClassName: 'fast', resources: { requests: { storage: '1Gi' } } } },
    },
  });
  expect(specOf(single).storage).not.toHaveProperty('volumeClaimTemplate.spec.storageClassName');
});

test('it reads the configuration that it was given, which a reviewer can read as well', () => {
  expect(only(single, 'Secret', String(specOf(single).configSecret)).stringData).toEqual({
    'alertmanager.yaml': CONFIG,
  });
});

test('it finds the templates of notifications where its configuration expects them', () => {
  expect(specOf(single).configMaps).toEqual(['alertmanager-templates']);
  expect(only(single, 'ConfigMap', 'alertmanager-templates').data).toEqual({ 'notifications.tmpl': 'TEMPLATES' });
});

test('notifications link to the URL under which people reach it', () => {
  expect(specOf(single).externalUrl).toBe('https://alertmanager.dev.fab.example');
});

test('the credentials of its receivers are mounted, and each key says whose and what it is', () => {
  const { name, keys } = receiversSecret(CONTACTS);
  expect(specOf(single).secrets).toEqual([name]);
  expect(keys.map(({ key }) => key)).toEqual(credentialsOf(CONTACTS).map(({ key }) => key));
  const holds = Object.fromEntries(keys.map(({ key, holds: what }) => [key, what]));
  expect(holds['sre-pagerduty-routing-key']).toBe(
    'the integration key (Events API v2) of the PagerDuty service of sre',
  );
  expect(holds['sre-slack-api-url']).toContain('the channel of sre');
  expect(holds['watchdog-url']).toContain("dead man's switch");
});
