import { checkImages } from '../../../charts/invariants/images';
import { checkPodProbes } from '../../../charts/invariants/pod-probes';
import { checkPodResources } from '../../../charts/invariants/pod-resources';
import { checkPodSecurity } from '../../../charts/invariants/pod-security';
import { container, deployment, object, prometheus } from './objects';

const context = (rest: object) => [
  container({
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
      ...rest,
    },
  }),
];

describe('pod security', () => {
  test('a restricted pod, and what is no pod at all, pass', () => {
    for (const fine of [deployment(), prometheus(), object('Service', 'web')]) {
      expect(() => {
        checkPodSecurity(fine);
      }).not.toThrow();
    }
  });

  test.each([
    ['hostNetwork is true', deployment({ hostNetwork: true })],
    ["volume 'logs' is of another type", deployment({ volumes: [{ name: 'logs', hostPath: { path: '/var/log' } }] })],
    [
      "container 'main' lacks runAsNonRoot: true",
      deployment({ securityContext: { seccompProfile: { type: 'RuntimeDefault' } } }),
    ],
    [
      "container 'main' lacks the seccomp profile RuntimeDefault",
      deployment({ securityContext: { runAsNonRoot: true } }),
    ],
    ["container 'main' has runAsUser: 0", deployment({}, context({ runAsUser: 0 }))],
    ["container 'main' has privileged: true", deployment({}, context({ privileged: true }))],
    [
      "container 'main' lacks allowPrivilegeEscalation: false",
      deployment({}, context({ allowPrivilegeEscalation: true })),
    ],
    ["container 'main' lacks readOnlyRootFilesystem: true", deployment({}, context({ readOnlyRootFilesystem: false }))],
    [
      "container 'main' does not drop ALL capabilities",
      deployment({}, context({ capabilities: { drop: ['NET_RAW'] } })),
    ],
    [
      "container 'main' adds the capability SYS_ADMIN",
      deployment({}, context({ capabilities: { drop: ['ALL'], add: ['SYS_ADMIN'] } })),
    ],
    ["container 'main' takes hostPort 80", deployment({}, [container({ ports: [{ hostPort: 80 }] })])],
    [
      "container 'init' has privileged: true",
      deployment({ initContainers: [container({ name: 'init', securityContext: { privileged: true } })] }),
    ],
    ['pod lacks runAsNonRoot: true', prometheus({ securityContext: {} })],
  ])('refuses a pod of which "%s"', (message, bad) => {
    expect(() => {
      checkPodSecurity(bad);
    }).toThrow(`${bad.kind} observability/${bad.metadata.name} is not restricted: ${message}`);
  });

  test('a named exception passes, and nothing but what it names', () => {
    const exception = { kind: 'Deployment', namespace: 'observability', name: 'web', reason: 'reads the host' };
    const bad = deployment({ hostPID: true });
    expect(() => {
      checkPodSecurity(bad, [exception]);
    }).not.toThrow();
    expect(() => {
      checkPodSecurity(bad, [{ ...exception, name: 'other' }]);
    }).toThrow('hostPID is true');
  });
});

describe('resources', () => {
  test('each container states what it needs and may use', () => {
    expect(() => {
      checkPodResources(deployment());
    }).not.toThrow();
    expect(() => {
      checkPodResources(deployment({}, [container({ resources: { requests: { cpu: '1', memory: '1Gi' } } })]));
    }).toThrow("Deployment observability/web: container 'main' has no resources.limits.cpu: state it");
  });

  test('so does what the operator makes a pod of', () => {
    expect(() => {
      checkPodResources(prometheus());
    }).not.toThrow();
    expect(() => {
      checkPodResources(prometheus({ resources: {} }));
    }).toThrow("Prometheus observability/main: container 'prometheus' has no resources.requests.cpu");
  });
});

describe('probes', () => {
  test.each(['readinessProbe', 'livenessProbe'])('a container without %s is named', (probe) => {
    expect(() => {
      checkPodProbes(deployment({}, [container({ [probe]: undefined })]));
    }).toThrow(`Deployment observability/web: container 'main' has no ${probe}: add one`);
  });

  test('a container that runs once and ends needs none', () => {
    const job = { template: { spec: { containers: [container({ readinessProbe: undefined })] } } };
    expect(() => {
      checkPodProbes(object('Job', 'once', { spec: job }));
    }).not.toThrow();
  });
});

describe('images', () => {
  const digest = `sha256:${'0'.repeat(64)}`;

  test.each(['loki:3.7.6', 'docker.io/grafana/loki:3.7.6', 'registry:5000/loki:v1', `registry:5000/loki:v1@${digest}`])(
    '%s is pinned',
    (image) => {
      expect(() => {
        checkImages(deployment({}, [container({ image })]));
      }).not.toThrow();
    },
  );

  test.each(['loki', 'loki:latest', 'registry:5000/loki', `loki@${digest}`, 'loki:', ''])(
    "'%s' is not pinned to a version",
    (image) => {
      const message = `the image '${image}' has no version: pin it in constructs/images.ts`;
      expect(() => {
        checkImages(deployment({}, [container({ image })]));
      }).toThrow(`Deployment observability/web: ${message}`);
      expect(() => {
        checkImages(prometheus({ image }));
      }).toThrow(message);
    },
  );
});
