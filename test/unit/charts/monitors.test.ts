import { checkMonitors } from '../../../charts/invariants/monitors';
import { object } from './objects';

const service = object('Service', 'web', {
  metadata: { name: 'web', namespace: 'observability', labels: { 'app.kubernetes.io/name': 'web' } },
  spec: { ports: [{ name: 'http' }] },
});

const monitor = (selected: string, port: string, namespace = 'observability') =>
  object('ServiceMonitor', 'web', {
    spec: {
      selector: { matchLabels: { 'app.kubernetes.io/name': selected } },
      namespaceSelector: { matchNames: [namespace] },
      endpoints: [{ port, interval: '15s' }],
    },
  });

const predictor = {
  namespace: 'ml-platform',
  labels: { 'app.kubernetes.io/name': 'yield-predictor', team: 'ml-platform' },
  ports: ['http', 'metrics'],
};

test('a monitor that scrapes a port of our Service is fine', () => {
  expect(() => {
    checkMonitors([service, monitor('web', 'http')], []);
  }).not.toThrow();
});

test('a port that the Service lacks is named, with those that it has', () => {
  expect(() => {
    checkMonitors([service, monitor('web', 'metrics')], []);
  }).toThrow(
    "ServiceMonitor observability/web scrapes the port 'metrics', which the Service that it selects (app.kubernetes.io/name=web in observability) lacks: it has http",
  );
});

test('a selector that finds no Service is named, with where it looked', () => {
  expect(() => {
    checkMonitors([service, monitor('wbe', 'http')], []);
  }).toThrow('ServiceMonitor observability/web selects no Service (app.kubernetes.io/name=wbe in observability)');
});

test("a workload's Service counts as declared, in its own namespace only", () => {
  expect(() => {
    checkMonitors([monitor('yield-predictor', 'metrics', 'ml-platform')], [predictor]);
  }).not.toThrow();
  expect(() => {
    checkMonitors([monitor('yield-predictor', 'metrics', 'test-data')], [predictor]);
  }).toThrow('selects no Service');
});

test('a port that a workload does not declare is refused', () => {
  expect(() => {
    checkMonitors([monitor('yield-predictor', 'prometheus', 'ml-platform')], [predictor]);
  }).toThrow("scrapes the port 'prometheus', which the Service");
});

test('a ScrapeConfig is refused: what it selects is not checked', () => {
  expect(() => {
    checkMonitors([object('ScrapeConfig', 'web', { apiVersion: 'monitoring.coreos.com/v1alpha1' })], []);
  }).toThrow('ScrapeConfig observability/web: what a ScrapeConfig selects is not checked: use a ServiceMonitor');
});

describe('a PodMonitor', () => {
  const pods = object('DaemonSet', 'agent', {
    spec: {
      template: {
        metadata: { labels: { 'app.kubernetes.io/name': 'agent' } },
        spec: { containers: [{ name: 'agent', ports: [{ name: 'metrics', containerPort: 8888 }] }] },
      },
    },
  });
  const podMonitor = (selected: string, port: string) =>
    object('PodMonitor', 'agent', {
      apiVersion: 'monitoring.coreos.com/v1',
      spec: {
        selector: { matchLabels: { 'app.kubernetes.io/name': selected } },
        podMetricsEndpoints: [{ port, interval: '15s' }],
      },
    });

  test('scrapes a port of pods that we render', () => {
    expect(() => {
      checkMonitors([pods, podMonitor('agent', 'metrics')], []);
    }).not.toThrow();
  });

  test('of which no pod has the labels, is named', () => {
    expect(() => {
      checkMonitors([pods, podMonitor('agnet', 'metrics')], []);
    }).toThrow('PodMonitor observability/agent selects no pod (app.kubernetes.io/name=agnet in observability)');
  });

  test('of which the pods lack the port, is named with the ports that they have', () => {
    expect(() => {
      checkMonitors([pods, podMonitor('agent', 'http')], []);
    }).toThrow("the port 'http', which the pods of DaemonSet observability/agent lack: they have metrics");
  });
});

describe('a Probe', () => {
  const prober = object('Service', 'blackbox', { spec: { ports: [{ name: 'http', port: 9115 }] } });
  const probe = (url: string, targets: readonly string[]) =>
    object('Probe', 'grafana', {
      apiVersion: 'monitoring.coreos.com/v1',
      spec: { interval: '30s', prober: { url }, targets: { staticConfig: { static: targets } } },
    });
  const URL = 'blackbox.observability.svc:9115';

  test('asks a Service of ours about something', () => {
    expect(() => {
      checkMonitors([prober, probe(URL, ['https://grafana.example'])], []);
    }).not.toThrow();
  });

  test.each([
    'blackbox.observability.svc:9116',
    'blackbox.monitoring.svc:9115',
    'http://blackbox.observability.svc:9115',
  ])('asks %s, where nothing of ours answers', (url) => {
    expect(() => {
      checkMonitors([prober, probe(url, ['https://grafana.example'])], []);
    }).toThrow(`Probe observability/grafana asks '${url}', which is no Service of ours`);
  });

  test('about nothing, is refused', () => {
    for (const targets of [[], ['']]) {
      expect(() => {
        checkMonitors([prober, probe(URL, targets)], []);
      }).toThrow('Probe observability/grafana has no target');
    }
  });
});

test.each([
  ['ServiceMonitor', { endpoints: [{ port: 'http' }] }],
  ['PodMonitor', { podMetricsEndpoints: [{ port: 'http' }] }],
  ['Probe', { module: 'http_2xx' }],
])('a %s that does not say how often is refused', (kind, spec) => {
  expect(() => {
    checkMonitors([object(kind, 'web', { apiVersion: 'monitoring.coreos.com/v1', spec })], []);
  }).toThrow(`${kind} observability/web has no interval`);
});

describe('where Prometheus looks', () => {
  const prometheus = object('Prometheus', 'main', {
    apiVersion: 'monitoring.coreos.com/v1',
    spec: { serviceAccountName: 'prometheus' },
  });
  const role = (resources: readonly string[]) =>
    object('Role', 'discovery', {
      metadata: { name: 'discovery', namespace: 'ml-platform' },
      rules: [{ resources, verbs: ['get', 'list', 'watch'] }],
    });
  const binding = (name: string) =>
    object('RoleBinding', 'discovery', {
      metadata: { name: 'discovery', namespace: 'ml-platform' },
      roleRef: { kind: 'Role', name: 'discovery' },
      subjects: [{ kind: 'ServiceAccount', name, namespace: 'observability' }],
    });
  const all = ['services', 'pods', 'endpointslices'];
  const looks = monitor('yield-predictor', 'metrics', 'ml-platform');

  test('it may discover', () => {
    expect(() => {
      checkMonitors([prometheus, looks, role(all), binding('prometheus')], [predictor]);
    }).not.toThrow();
  });

  test.each([
    ['nothing lets it', []],
    ['nobody is bound to the role', [role(all)]],
    ['somebody else is', [role(all), binding('grafana')]],
    ['the role lacks what targets are found by', [role(['services', 'pods']), binding('prometheus')]],
  ])('it is told that %s', (_, access) => {
    expect(() => {
      checkMonitors([prometheus, looks, ...access], [predictor]);
    }).toThrow(
      'ServiceMonitor observability/web looks into the namespace ml-platform, in which no Role lets observability/prometheus discover targets',
    );
  });
});

test('what the operator makes pods and rules of is no monitor', () => {
  const kinds = ['Prometheus', 'Alertmanager', 'PrometheusRule'];
  expect(() => {
    checkMonitors(
      kinds.map((kind) => object(kind, 'main', { apiVersion: 'monitoring.coreos.com/v1', spec: {} })),
      [],
    );
  }).not.toThrow();
});
