import { maintenance, nights, weekends } from '../signals';
import { WORKLOADS } from '../workloads';
import { inParts, RETENTION } from './production';
import type { Environment } from './environment';

const NETWORK = '10.40.0.0/16';
const TIME_ZONE = 'America/Los_Angeles';

/** Production in small: the same parts, so that what is tried here is what runs there. People come in through an Ingress. */
export const staging: Environment = {
  ...inParts({
    name: 'staging',
    region: 'us-west-2',
    timeZone: TIME_ZONE,
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
  // It is changed at any time; what breaks in it pages while people are up, as production would.
  windows: [nights('nights', TIME_ZONE), weekends('weekends', TIME_ZONE)].map((hours) =>
    maintenance(hours, { workloads: WORKLOADS.map(({ name }) => name) }),
  ),
};
