import { checkedOf } from '../../../app/check';
import { checkEnvironment, type RenderedChart } from '../../../charts/invariants';
import { renderEnvironment } from '../../../cli/render';
import { environmentWith } from '../../fixtures/environment';
import { object } from './objects';

const environment = environmentWith({});
const charts: readonly RenderedChart[] = renderEnvironment(environment);
const checked = checkedOf(environment, { charts, gates: [], argoCd: [] });

const checkWith = (changed: readonly RenderedChart[]) => () => {
  checkEnvironment('dev', { ...checked, charts: changed });
};

/** The charts without some of their objects. */
const without = (isLeftOut: (object: RenderedChart['objects'][number]) => boolean): readonly RenderedChart[] =>
  charts.map(({ name, objects }) => ({ name, objects: objects.filter((one) => !isLeftOut(one)) }));

test('a violation is reported with its environment and chart', () => {
  const bad = { name: 'extra', objects: [object('Service', 'web', { metadata: { name: 'web' }, spec: {} })] };
  expect(checkWith([...charts, bad])).toThrow(
    'environment dev, chart extra: Service web: Service is namespaced: give it a namespace',
  );
});

test('an environment without charts is refused by name', () => {
  expect(checkWith([])).toThrow('environment dev: it has no charts');
});

test('without its Service, a monitor of the stack is reported', () => {
  expect(checkWith(without(({ kind, metadata }) => kind === 'Service' && metadata.name === 'loki'))).toThrow(
    /^environment dev: ServiceMonitor observability\/loki selects no Service/,
  );
});

test('a component that the graph of connections has, and nothing renders, is reported', () => {
  expect(
    checkWith(without(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'kube-state-metrics')),
  ).toThrow(
    'environment dev: the graph of connections has observability/kube-state-metrics, which is not rendered here',
  );
});

test('a call that no connection allows is reported with the object that tells of it', () => {
  const caller = object('ConfigMap', 'extra', {
    metadata: { name: 'extra', namespace: 'observability', labels: { 'app.kubernetes.io/name': 'loki' } },
    data: { 'loki.yaml': 'grafana_url: http://grafana.observability.svc:3000' },
  });
  expect(checkWith([...charts, { name: 'extra', objects: [caller] }])).toThrow(
    'environment dev: ConfigMap observability/extra: loki → grafana:3000 is no connection of the graph, so that it would be denied: declare it in constructs/network/graph.ts',
  );
});

test('rendering twice gives the same objects', () => {
  const again = renderEnvironment(environment);
  expect(again.map(({ objects }) => objects)).toEqual(charts.map(({ objects }) => objects));
});
