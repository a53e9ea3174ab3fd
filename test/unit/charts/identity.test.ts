import { checkName } from '../../../charts/invariants/names';
import { checkNotEmpty } from '../../../charts/invariants/not-empty';
import { checkScope } from '../../../charts/invariants/scope';
import { checkSize } from '../../../charts/invariants/sizes';
import { checkUnique } from '../../../charts/invariants/unique';
import { object } from './objects';

describe('an environment', () => {
  test('has charts', () => {
    expect(() => {
      checkNotEmpty([]);
    }).toThrow('it has no charts: add some in main.ts');
  });

  test('has no chart without objects', () => {
    expect(() => {
      checkNotEmpty([{ name: 'loki', objects: [] }]);
    }).toThrow('chart loki has no objects');
  });
});

describe('identity', () => {
  const loki = { name: 'loki', objects: [object('Service', 'logs')] };

  test('two objects may not share one, and the message names both charts', () => {
    const other = { name: 'jaeger', objects: [object('Service', 'logs')] };
    expect(() => {
      checkUnique([loki, other]);
    }).toThrow('Service observability/logs is rendered twice, by chart loki and by chart jaeger');
  });

  test.each([
    ['kind', object('ConfigMap', 'logs')],
    ['name', object('Service', 'traces')],
    ['namespace', object('Service', 'logs', { metadata: { name: 'logs', namespace: 'other' } })],
    ['group', object('Service', 'logs', { apiVersion: 'serving.example/v1' })],
  ])('objects that differ in their %s are two', (_, other) => {
    expect(() => {
      checkUnique([loki, { name: 'other', objects: [other] }]);
    }).not.toThrow();
  });

  test('another version of one group is the same object', () => {
    const [v1, v2] = ['apps/v1', 'apps/v1beta1'].map((apiVersion) => object('Deployment', 'web', { apiVersion }));
    if (!v1 || !v2) throw new Error('no objects');
    expect(() => {
      checkUnique([{ name: 'web', objects: [v1, v2] }]);
    }).toThrow('rendered twice');
  });
});

describe('names', () => {
  const name = (length: number) => 'a'.repeat(length);

  test.each([
    ['Service', 63],
    ['StatefulSet', 52],
    // 'prometheus-' and 'alertmanager-' come before, and the revision's hash after.
    ['Prometheus', 41],
    ['Alertmanager', 39],
    ['PrometheusAgent', 41],
  ])('a %s may have %i characters and not one more', (kind, most) => {
    expect(() => {
      checkName(object(kind, name(most)));
    }).not.toThrow();
    expect(() => {
      checkName(object(kind, name(most + 1)));
    }).toThrow(`the name '${name(most + 1)}' has ${most + 1} characters: shorten it to at most ${most}`);
  });
});

describe('the grammar of names', () => {
  test.each(['Web', 'web_1', '-web', 'web-', 'web.v1', 'web:v1', ''])(
    "'%s' names neither an object nor a namespace",
    (bad) => {
      expect(() => {
        checkName(object('Service', bad));
      }).toThrow(`Service observability/${bad}: the name '${bad}' is no DNS label`);
      expect(() => {
        checkName(object('Service', 'web', { metadata: { name: 'web', namespace: bad } }));
      }).toThrow(`Service ${bad}/web: the namespace '${bad}' is no DNS label`);
    },
  );

  test.each([
    ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'system:metrics.reader'],
    ['apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'prometheuses.monitoring.coreos.com'],
    ['v1', 'Service', 'web-1'],
  ])('of %s, a %s may be called %s', (apiVersion, kind, name) => {
    expect(() => {
      checkName(object(kind, name, { apiVersion, metadata: { name } }));
    }).not.toThrow();
  });
});

describe('scope', () => {
  const clusterRole = { apiVersion: 'rbac.authorization.k8s.io/v1' };

  test('a cluster-scoped object has no namespace', () => {
    expect(() => {
      checkScope(object('ClusterRole', 'reader', clusterRole));
    }).toThrow("ClusterRole observability/reader: ClusterRole is cluster-scoped: remove the namespace 'observability'");
    expect(() => {
      checkScope(object('ClusterRole', 'reader', { ...clusterRole, metadata: { name: 'reader' } }));
    }).not.toThrow();
  });

  test('a namespaced object says its namespace', () => {
    expect(() => {
      checkScope(object('Service', 'web', { metadata: { name: 'web' } }));
    }).toThrow('Service web: Service is namespaced: give it a namespace');
  });
});

describe('sizes', () => {
  test.each([
    ['ConfigMap', 256],
    ['PrometheusRule', 512],
  ])('a %s has less than %i KiB, counted in bytes', (kind, limit) => {
    const weighing = (bytes: number) => object(kind, 'big', { data: 'é'.repeat(bytes / 2) });
    expect(() => {
      checkSize(weighing(limit * 1024 - 512));
    }).not.toThrow();
    expect(() => {
      checkSize(weighing(limit * 1024));
    }).toThrow(`${kind} observability/big has ${limit + 1} KiB, and must have less than ${limit} KiB: split it`);
  });
});
