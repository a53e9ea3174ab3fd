import { absent, any, counter, gauge, histogram } from '../../promql';

// As in the API server of Kubernetes 1.36: staging/src/k8s.io/apiserver/pkg/endpoints/metrics, …/authentication/request/x509,
// staging/src/k8s.io/kube-aggregator; seen on a real one. Prometheus stores no label whose value is empty.

/** Behind its Service are addresses, and no pods. */
const OF_SERVER = { pod: absent, container: absent } as const;

const REQUEST = {
  ...OF_SERVER,
  verb: any,
  group: any,
  version: any,
  resource: any,
  subresource: any,
  scope: any,
  component: any,
} as const;

export const requests = counter('apiserver_request_total', {
  labels: { ...REQUEST, dry_run: any, code: any },
  unit: 'requests',
  help: 'Requests answered, by what was asked for and the status code.',
});

/** Of its own twenty-two bounds those that the monitor keeps (constructs/kubernetes/kept-metrics.ts). */
export const requestDuration = histogram('apiserver_request_sli_duration_seconds', {
  labels: REQUEST,
  unit: 'seconds',
  buckets: [0.1, 0.4, 1, 5, 10, 30, 60],
  help: 'Time to an answer, without that of webhooks and of waiting for its turn.',
});

export const inFlight = gauge('apiserver_current_inflight_requests', {
  labels: { ...OF_SERVER, request_kind: ['mutating', 'readOnly'] },
  unit: 'requests',
  help: 'Requests that are being worked on: the most of the last second.',
});

export const clientCertificateLeft = histogram('apiserver_client_certificate_expiration_seconds', {
  labels: OF_SERVER,
  unit: 'seconds',
  buckets: [
    0, 1800, 3600, 7200, 21_600, 43_200, 86_400, 172_800, 345_600, 604_800, 2_592_000, 7_776_000, 15_552_000,
    31_104_000,
  ],
  help: 'How long the certificate of a client was still good, by request.',
});

export const unavailableApi = gauge('aggregator_unavailable_apiservice', {
  labels: { ...OF_SERVER, name: any },
  unit: 'count',
  help: 'Whether an API that the API server passes on to somebody else cannot be reached.',
});
