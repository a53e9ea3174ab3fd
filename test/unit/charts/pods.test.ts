import { checkImages } from '../../../charts/invariants/images';
import { checkPodProbes } from '../../../charts/invariants/pod-probes';
import { checkPodResources } from '../../../charts/invariants/pod-resources';
import { checkExceptions, checkPodSecurity, unusedExceptions } from '../../../charts/invariants/pod-security';
import { violations } from '../../../charts/invariants/restricted';
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
      "container 'main' has allowPrivilegeEscalation: true",
      deployment({}, context({ allowPrivilegeEscalation: true })),
    ],
    ["container 'main' has readOnlyRootFilesystem: false", deployment({}, context({ readOnlyRootFilesystem: false }))],
    [
      "container 'main' lacks allowPrivilegeEscalation: false",
      deployment({}, context({ allowPrivilegeEscalation: undefined })),
    ],
    [
      "container 'main' lacks readOnlyRootFilesystem: true",
      deployment({}, context({ readOnlyRootFilesystem: undefined })),
    ],
    ["container 'main' does not drop ALL capabilities", deployment({}, context({ capabilities: undefined }))],
    [
      "container 'main' has seccompProfile.type: Unconfined",
      deployment({}, context({ seccompProfile: { type: 'Unconfined' } })),
    ],
    [
      "container 'main' has appArmorProfile.type: Unconfined",
      deployment({}, context({ appArmorProfile: { type: 'Unconfined' } })),
    ],
    ["container 'main' has procMount: Unmasked", deployment({}, context({ procMount: 'Unmasked' }))],
    ["container 'main' has seLinuxOptions.type: spc_t", deployment({}, context({ seLinuxOptions: { type: 'spc_t' } }))],
    [
      "container 'main' has windowsOptions.hostProcess: true",
      deployment({}, context({ windowsOptions: { hostProcess: true } })),
    ],
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
    ['hostNetwork is true', prometheus({ hostNetwork: true })],
    ["volume 'host' is of another type", prometheus({ volumes: [{ name: 'host', hostPath: { path: '/' } }] })],
    [
      "container 'prometheus' has privileged: true",
      prometheus({ containers: [{ name: 'prometheus', securityContext: { privileged: true } }] }),
    ],
    [
      "container 'init-config-reloader' adds the capability SYS_ADMIN",
      prometheus({
        initContainers: [{ name: 'init-config-reloader', securityContext: { capabilities: { add: ['SYS_ADMIN'] } } }],
      }),
    ],
    [
      "container 'proxy' lacks allowPrivilegeEscalation: false",
      prometheus({ containers: [container({ name: 'proxy', securityContext: {} })] }),
    ],
  ])('refuses a pod of which "%s"', (message, bad) => {
    expect(() => {
      checkPodSecurity(bad);
    }).toThrow(`${bad.kind} observability/${bad.metadata.name} is not restricted: ${message}`);
  });

  test.each([
    ['runAsNonRoot: false', { runAsNonRoot: false }],
    ['runAsUser: 0', { runAsUser: 0 }],
    ['seccompProfile.type: Unconfined', { seccompProfile: { type: 'Unconfined' } }],
    ['appArmorProfile.type: Unconfined', { appArmorProfile: { type: 'Unconfined' } }],
    ['seLinuxOptions.user: system_u', { seLinuxOptions: { user: 'system_u' } }],
    ['windowsOptions.hostProcess: true', { windowsOptions: { hostProcess: true } }],
  ])('refuses a pod that has %s, whatever its containers say instead', (setting, securityContext) => {
    const overridden = context({ runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } });
    expect(() => {
      checkPodSecurity(deployment({ securityContext }, overridden));
    }).toThrow(`is not restricted: pod has ${setting}`);
  });

  test('refuses a sysctl that reaches beyond the pod, and takes those that do not', () => {
    const withSysctl = (name: string) =>
      deployment(
        { securityContext: { sysctls: [{ name }] } },
        context({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }),
      );
    expect(() => {
      checkPodSecurity(withSysctl('kernel.msgmax'));
    }).toThrow('pod sets the unsafe sysctl kernel.msgmax');
    expect(() => {
      checkPodSecurity(withSysctl('net.ipv4.tcp_syncookies'));
    }).not.toThrow();
  });

  test("of the operator's own containers, what is not patched is not asked for", () => {
    expect(() => {
      checkPodSecurity(prometheus({ containers: [{ name: 'prometheus', volumeMounts: [] }] }));
    }).not.toThrow();
  });

  describe('an exception', () => {
    const agent = (pod: object = {}) => ({
      ...deployment(pod),
      metadata: { name: 'agent', namespace: 'observability-node' },
    });
    const exception = {
      kind: 'Deployment',
      namespace: 'observability-node',
      name: 'agent',
      excuses: ['hostPID is true'],
      reason: 'reads the host',
    };
    const bad = agent({ hostPID: true });

    test('excuses what it says of the pod that it names', () => {
      expect(() => {
        checkPodSecurity(bad, [exception]);
        checkExceptions([bad], [exception]);
      }).not.toThrow();
    });

    test('excuses no other pod', () => {
      expect(() => {
        checkPodSecurity(bad, [{ ...exception, name: 'other' }]);
      }).toThrow('Deployment observability-node/agent is not restricted: hostPID is true');
    });

    test('excuses nothing else that its pod does', () => {
      expect(() => {
        checkPodSecurity(agent({ hostPID: true, hostNetwork: true }), [exception]);
      }).toThrow('Deployment observability-node/agent is not restricted: hostNetwork is true');
    });

    test('is refused where its pod does not need it: it would excuse whatever comes later', () => {
      const message =
        'the exception for Deployment observability-node/agent in charts/invariants/exceptions.ts excuses "hostPID is true", which its pod does not need';
      expect(() => {
        checkExceptions([agent()], [exception]);
      }).toThrow(message);
    });

    test('may be for a pod that an environment lacks, but not for one that all lack', () => {
      expect(() => {
        checkExceptions([], [exception]);
      }).not.toThrow();
      expect(unusedExceptions([[], [bad]], [exception])).toEqual([]);
      expect(unusedExceptions([[], []], [exception])).toEqual([exception]);
    });

    test('is refused anywhere but in the namespace that admits such pods', () => {
      expect(() => {
        checkExceptions([], [{ ...exception, namespace: 'observability' }]);
      }).toThrow(
        'the exception for Deployment observability/agent in charts/invariants/exceptions.ts is for a pod outside of observability-node',
      );
    });
  });

  test('all violations of a pod are found, not the first alone', () => {
    expect(violations(deployment({ hostPID: true, hostNetwork: true }, [container({ securityContext: {} })]))).toEqual([
      'hostNetwork is true',
      'hostPID is true',
      "container 'main' lacks allowPrivilegeEscalation: false",
      "container 'main' lacks readOnlyRootFilesystem: true",
      "container 'main' does not drop ALL capabilities",
    ]);
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

  test('so does a container that runs before the others, and one that is added to those of the operator', () => {
    const silent = container({ name: 'more', resources: {} });
    for (const bad of [deployment({ initContainers: [silent] }), prometheus({ containers: [silent] })]) {
      expect(() => {
        checkPodResources(bad);
      }).toThrow("container 'more' has no resources.requests.cpu");
    }
    expect(() => {
      checkPodResources(prometheus({ containers: [{ name: 'config-reloader' }] }));
    }).not.toThrow();
  });
});

describe('probes', () => {
  test.each(['readinessProbe', 'livenessProbe'])('a container without %s is named', (probe) => {
    expect(() => {
      checkPodProbes(deployment({}, [container({ [probe]: undefined })]));
    }).toThrow(`Deployment observability/web: container 'main' has no ${probe}: add one`);
  });

  test('a sidecar among the init containers needs them, an ordinary init container does not', () => {
    const init = { name: 'init', readinessProbe: undefined };
    expect(() => {
      checkPodProbes(deployment({ initContainers: [container({ ...init, restartPolicy: 'Always' })] }));
    }).toThrow("Deployment observability/web: container 'init' has no readinessProbe: add one");
    expect(() => {
      checkPodProbes(deployment({ initContainers: [container(init)] }));
    }).not.toThrow();
  });

  test("a container that is added to the operator's needs them, one that is patched does not", () => {
    expect(() => {
      checkPodProbes(prometheus({ containers: [container({ name: 'proxy', livenessProbe: undefined })] }));
    }).toThrow("Prometheus observability/main: container 'proxy' has no livenessProbe");
    expect(() => {
      checkPodProbes(prometheus({ containers: [{ name: 'prometheus' }] }));
    }).not.toThrow();
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

  test("a patch of the operator's containers may leave the image to it, but not unpin it", () => {
    expect(() => {
      checkImages(prometheus({ containers: [{ name: 'prometheus' }] }));
    }).not.toThrow();
    for (const containers of [[{ name: 'prometheus', image: 'prometheus:latest' }], [{ name: 'proxy' }]]) {
      expect(() => {
        checkImages(prometheus({ containers }));
      }).toThrow('Prometheus observability/main: the image');
    }
  });
});
