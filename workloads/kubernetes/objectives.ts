import { percent, seconds } from '../../promql';
import { availability, fasterThan } from '../../signals';
import { FAILED, onObjects, targets } from './api-server';
import { requests } from './api-server-metrics';

const PROVIDER =
  'On a managed control plane, open a case with the provider and say since when; on your own, look at the static pods: kubectl -n kube-system get pods -l tier=control-plane -o wide, and at the latency of etcd’s disk.';

export const answers = availability({
  id: 'api-availability',
  title: 'API server availability',
  promise: 'of requests to the API server are answered without an error of the server',
  objective: percent(99.9),
  events: requests,
  bad: { code: FAILED },
  missing: 'bad',
  signals: [targets],
  impact: 'Nothing can be deployed, scaled or moved; what runs goes on, until a node fails.',
  nextSteps: [
    'On the dashboard Kubernetes control plane, see whether one verb fails or all, and since when.',
    'If only what a webhook judges fails, make that webhook fail open or remove it: kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations.',
    PROVIDER,
  ],
});

export const speed = fasterThan(onObjects, seconds(1), {
  id: 'api-latency',
  title: 'API server latency',
  promise: 'of requests on single objects are answered within 1 s',
  objective: percent(99),
  missing: 'not counted',
  impact: 'Deployments and failovers take longer than planned; controllers fall behind.',
  nextSteps: [
    'On the dashboard Kubernetes control plane, see which verb is slow, and whether more is in flight than usual.',
    'A client that lists everything again and again is the usual cause: kubectl get --raw /debug/api_priority_and_fairness/dump_requests names it.',
    PROVIDER,
  ],
});
