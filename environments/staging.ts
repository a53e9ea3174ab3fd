import { inParts, RETENTION } from './production';
import type { Environment } from './environment';

const NETWORK = '10.40.0.0/16';

/** Production in small: the same parts, so that what is tried here is what runs there. People come in through an Ingress. */
export const staging: Environment = {
  ...inParts({
    name: 'staging',
    region: 'us-west-2',
    preset: 'small',
    nodes: 6,
    gpuNodes: 1,
    network: NETWORK,
    data: '10.40.240.0/20',
  }),
  stage: 'staging',
  scrapeInterval: '30s',
  retention: { ...RETENTION, auditLogs: 31 },
  entry: {
    kind: 'ingress',
    className: 'nginx',
    issuer: 'fab-ca',
    cidrs: [NETWORK],
    controllerNamespace: 'ingress-nginx',
  },
};
