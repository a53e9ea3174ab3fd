import type { KubeObject } from '../harness/rendered';

const NAMESPACE = 'kube-system';

/** What kubeadm runs in its own namespace as pods, and that monitors find there. The labels are kubeadm's. */
const STATIC_PODS = ['kube-scheduler', 'kube-controller-manager', 'etcd'];
const DNS = { 'k8s-app': 'kube-dns' };

export const CLUSTER_OBJECTS: readonly KubeObject[] = [
  ...STATIC_PODS.map((component): KubeObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: component, namespace: NAMESPACE, labels: { component, tier: 'control-plane' } },
    spec: {
      hostNetwork: true,
      containers: [{ name: component, image: `registry.k8s.io/${component}:v1.36.1` }],
    },
  })),
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'coredns', namespace: NAMESPACE, labels: DNS },
    spec: {
      replicas: 2,
      selector: { matchLabels: DNS },
      template: {
        metadata: { labels: DNS },
        spec: {
          containers: [
            {
              name: 'coredns',
              image: 'registry.k8s.io/coredns/coredns:v1.14.2',
              ports: [
                { name: 'dns', containerPort: 53, protocol: 'UDP' },
                { name: 'dns-tcp', containerPort: 53, protocol: 'TCP' },
                { name: 'metrics', containerPort: 9153, protocol: 'TCP' },
              ],
            },
          ],
        },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'kube-dns', namespace: NAMESPACE, labels: DNS },
    spec: {
      selector: DNS,
      ports: [
        { name: 'dns', port: 53, targetPort: 'dns', protocol: 'UDP' },
        { name: 'dns-tcp', port: 53, targetPort: 'dns-tcp', protocol: 'TCP' },
        { name: 'metrics', port: 9153, targetPort: 'metrics', protocol: 'TCP' },
      ],
    },
  },
];
