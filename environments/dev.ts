import { calm } from '../signals';
import { SINGLE_WORKLOADS } from '../workloads';
import { KUBE_DNS } from './cluster';
import { fabUrls, type Environment } from './environment';
import { GIT_OPS, peopleOf, RETENTION } from './production';

const NETWORK = '10.50.0.0/16';

/** One of everything, on small volumes. Metrics are kept as long as anywhere, for objectives need the time; their size is bounded. */
export const dev: Environment = {
  name: 'dev',
  region: 'us-west-2',
  timeZone: 'America/Los_Angeles',
  stage: 'dev',
  availability: 'single',
  urls: fabUrls('dev'),
  scrapeInterval: '30s',
  retention: RETENTION,
  preset: 'small',
  cluster: {
    controlPlane: 'kubeadm',
    kubeletCertificates: 'self-signed',
    nodes: 3,
    gpuNodes: 1,
    apiServer: { cidrs: [NETWORK], port: 6443 },
    nodeCidrs: [NETWORK],
    dns: KUBE_DNS,
  },
  services: peopleOf('dev', NETWORK),
  entry: {
    kind: 'ingress',
    className: 'nginx',
    issuer: 'fab-ca',
    cidrs: [NETWORK],
    controllerNamespace: 'ingress-nginx',
  },
  gitOps: GIT_OPS,
  workloads: SINGLE_WORKLOADS,
  // Nobody is woken by dev.
  overrides: calm(SINGLE_WORKLOADS),
};
