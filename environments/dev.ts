import { drop, override, warnOnly } from '../signals';
import { WORKLOADS } from '../workloads';
import { targets as prometheusTargets } from '../workloads/prometheus/scraping';
import { answers, speed } from '../workloads/yield-predictor/objectives';
import { errorRatio, latencyP95, latencyP99, targets } from '../workloads/yield-predictor/service';
import { modelAccuracy } from '../workloads/yield-predictor/quality';
import { challengerLead } from '../workloads/yield-predictor/versions';
import { KUBE_DNS } from './cluster';
import { fabUrls, type Environment } from './environment';
import { GIT_OPS, peopleOf, RETENTION } from './production';

const NETWORK = '10.50.0.0/16';

/** One of everything, on small volumes. Metrics are kept as long as anywhere, for objectives need the time; their size is bounded. */
export const dev: Environment = {
  name: 'dev',
  region: 'us-west-2',
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
  workloads: WORKLOADS,
  // Nobody is woken by dev: what would page is a warning there, or leaves it to the warning that there is already.
  overrides: [
    override(errorRatio, 'critical', { severity: 'warning' }),
    override(latencyP99, 'critical', { severity: 'warning' }),
    override(challengerLead, 'critical', { severity: 'warning' }),
    drop(latencyP95, 'critical'),
    drop(modelAccuracy, 'critical'),
    // With one replica, some targets down are all of them.
    drop(targets, 'warning'),
    override(targets, 'critical', { severity: 'warning' }),
    drop(prometheusTargets, 'warning'),
    override(prometheusTargets, 'critical', { severity: 'warning' }),
    warnOnly(answers),
    warnOnly(speed),
  ],
};
