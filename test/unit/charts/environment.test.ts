import { checkEnvironment } from '../../../charts/invariants';
import { renderStack } from '../constructs/render';
import { object } from './objects';

const charts = renderStack();

test('the whole stack keeps every invariant', () => {
  expect(() => {
    checkEnvironment('dev', charts, []);
  }).not.toThrow();
});

test('each chart has the name under which its file is looked for', () => {
  expect(charts.map(({ name }) => name)).toEqual([
    'namespaces',
    'prometheus-operator',
    'prometheus',
    'alertmanager',
    'grafana',
    'jaeger',
    'loki',
  ]);
});

test('a violation is reported with its environment and chart', () => {
  const bad = { name: 'extra', objects: [object('Service', 'web', { metadata: { name: 'web' }, spec: {} })] };
  expect(() => {
    checkEnvironment('dev', [...charts, bad], []);
  }).toThrow('environment dev, chart extra: Service web: Service is namespaced: give it a namespace');
});

test('an environment without charts is refused by name', () => {
  expect(() => {
    checkEnvironment('dev', [], []);
  }).toThrow('environment dev: it has no charts');
});

test('without its Service, a monitor of the stack is reported', () => {
  const without = charts.map(({ name, objects }) => ({
    name,
    objects: objects.filter(({ kind }) => kind !== 'Service'),
  }));
  expect(() => {
    checkEnvironment('dev', without, []);
  }).toThrow(/^environment dev: ServiceMonitor observability\/[a-z-]+ selects no Service/);
});

test('rendering twice gives the same objects', () => {
  expect(renderStack()).toEqual(charts);
});
