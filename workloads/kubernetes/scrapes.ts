import type { Scrape } from '../../signals';

/** What the API server knows of objects. One pod; its second port tells of itself. */
export const stateMetrics: Scrape = {
  job: 'kube-state-metrics',
  namespace: 'observability',
  port: 'metrics',
  interval: '15s',
  monitor: 'of the stack',
  honorsLabels: true,
};

/** The kubelets and the cAdvisor in each: two endpoints of one job. */
export const kubelet: Scrape = {
  job: 'kubelet',
  namespace: 'observability',
  port: 'https-metrics',
  interval: '15s',
  targets: 40,
  perNode: true,
  monitor: 'of the stack',
  honorsLabels: true,
};

/** Behind the Service `kubernetes`; the job is the value of its label `component`. */
export const apiServer: Scrape = {
  job: 'apiserver',
  namespace: 'default',
  port: 'https',
  interval: '15s',
  targets: 2,
  monitor: 'of the stack',
};
