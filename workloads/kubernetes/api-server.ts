import { count, noneOf, perSecond, ratio, record, seconds } from '../../promql';
import { above, gone, grows, observes, shown, signal, stays, targetsDown, type InputSeries } from '../../signals';
import { clientCertificateLeft, inFlight, requestDuration, requests, unavailableApi } from './api-server-metrics';
import { apiServer } from './scrapes';

export const targets = targetsDown(apiServer, { prefix: 'KubernetesApiServer', title: 'the API server' });

/** Thousands of series, of which verbs and codes are looked at. */
export const answered = record('verb_code:apiserver_requests:rate5m', requests.rate('5m').sumBy('verb', 'code'));

/** Answers that say that the server failed; 429 asks the client to come later. */
export const FAILED = ['500', '501', '502', '503', '504'] as const;
const TOO_MANY = '429';

const all = answered.sumBy();

export const traffic = shown({
  name: 'KubernetesApiServerRequests',
  title: 'Requests',
  description:
    'Requests that the API server answers, by verb. A client that has gone wild shows as one verb that has grown.',
  query: answered.sumBy('verb'),
});

export const errors = shown({
  name: 'KubernetesApiServerErrors',
  title: 'Error ratio',
  description: `The share of requests that the API server fails to answer (${FAILED.join(', ')}). Its objective alerts on it.`,
  query: answered.where({ code: FAILED }).sumBy().orZeroOf(all).div(all.positive()),
});

/** What is open for as long as the client wants. */
const LONG = ['proxy', 'attach', 'log', 'exec', 'portforward'] as const;
/** On single objects; lists take as long as they are. */
const ON_OBJECTS = ['GET', 'POST', 'PUT', 'PATCH', 'APPLY', 'DELETE'] as const;
export const onObjects = requestDuration.where({ verb: ON_OBJECTS, subresource: noneOf(...LONG) });

export const slowest = record(
  'verb:apiserver_request_sli_duration_seconds:p99_rate5m',
  requestDuration
    .where({ subresource: noneOf(...LONG) })
    .rate('5m')
    .sumBy('verb')
    .quantile(0.99),
);

export const latency = shown({
  name: 'KubernetesApiServerLatencyP99',
  title: 'P99 latency',
  description:
    'Ninety-nine of a hundred requests are answered faster than this, by verb; without the time that webhooks take. Its objective alerts on single objects.',
  query: slowest.compare('>=', seconds(0)),
});

export const working = shown({
  name: 'KubernetesApiServerInFlight',
  title: 'Requests in flight',
  description:
    'Requests that are being worked on, by whether they change anything. Near --max-requests-inflight (400 and 200 by default), others wait.',
  query: inFlight.sumBy('request_kind'),
});

const request = (code: string, rate: number, instance = 'a', verb = 'GET'): InputSeries =>
  grows(
    requests,
    {
      instance,
      verb,
      group: '',
      version: 'v1',
      resource: 'pods',
      subresource: '',
      scope: 'resource',
      component: 'apiserver',
      dry_run: '',
      code,
    },
    rate,
  );

export const refused = signal({
  name: 'KubernetesApiServerOverloaded',
  title: 'Requests turned away',
  description: (t) =>
    `The share of requests that the API server answers with ${TOO_MANY}: it has too many, and asks clients to come later. Above ${t.warning}, somebody asks for more than there is.`,
  query: answered.where({ code: TOO_MANY }).sumBy().orZeroOf(all).div(all.positive()),
  warning: above(ratio(0.01)).for('15m'),
  examples: {
    warning: {
      // Two servers; to one of them, nobody is sent away.
      fires: {
        series: [
          request('200', 49.495),
          request('200', 49.5, 'b'),
          request(TOO_MANY, 0.505, 'a', 'LIST'),
          request(TOO_MANY, 0.5, 'b'),
        ],
        at: '18m',
        notYetAt: '15m',
        labels: {},
      },
      quiet: [
        {
          series: [request('200', 34.505), request('200', 34.5, 'b'), request(TOO_MANY, 0.995), request('500', 30)],
          at: '60m',
        },
        // Nobody has ever been sent away; and somebody was, for nine minutes.
        { series: [request('200', 1)], at: '30m' },
        { series: [request('200', 1), ...gone([request(TOO_MANY, 1, 'b')], '9m')], at: '19m' },
      ],
    },
  },
  impact: 'Deployments, autoscalers and operators act late; kubectl waits.',
  nextSteps: [
    'Find who asks: kubectl get --raw /debug/api_priority_and_fairness/dump_requests | sort | uniq -c | sort -n | tail names users and what they ask for.',
    'Stop or slow that client down; give it a FlowSchema of its own, so that others do not wait behind it: kubectl get flowschemas.',
  ],
});

const unavailable = (name: string, value: number, instance = 'a') => stays(unavailableApi, { name, instance }, value);

export const aggregated = signal({
  name: 'KubernetesAggregatedApiDown',
  title: 'APIs of others that are down',
  description: (t) =>
    `1 where an API that is served by a program in the cluster (metrics.k8s.io, for instance) cannot be reached, by API. Above ${t.warning}, what needs it fails.`,
  query: unavailableApi.maxBy('name'),
  warning: above(count(0)).for('10m'),
  examples: {
    warning: {
      fires: {
        series: [unavailable('v1beta1.metrics.k8s.io', 1), unavailable('v1beta1.metrics.k8s.io', 0, 'b')],
        at: '11m',
        notYetAt: '9m',
        labels: { name: 'v1beta1.metrics.k8s.io' },
      },
      quiet: { series: [unavailable('v1.apps', 0), unavailable('v1.apps', 0, 'b')], at: '30m' },
    },
  },
  impact: 'Autoscalers do not know the load, namespaces cannot be deleted, kubectl is slow: each asks all APIs first.',
  nextSteps: [
    'See who serves it, and the reason: kubectl describe apiservice <name>.',
    'Bring its pods back: kubectl -n <namespace of the service> get pods; if the program was removed, remove its API as well: kubectl delete apiservice <name>.',
  ],
});

const SOON = seconds(604_800);

const arrives = (within: number, rate: number): readonly InputSeries[] =>
  observes(clientCertificateLeft, { instance: 'a' }, { [within]: rate, 31_104_000: 100 });

export const clientCertificates = signal({
  name: 'KubernetesClientCertificateExpires',
  title: 'Requests with certificates that end soon',
  description: (t) =>
    `Requests per second by clients whose certificate is good for less than seven days. Above ${t.warning} for long, somebody does not renew his.`,
  query: clientCertificateLeft.upTo(SOON).rate().sumBy(),
  warning: above(perSecond(0, 'count')).for('30m'),
  examples: {
    warning: {
      fires: { series: arrives(604_800, 0.01), at: '33m', notYetAt: '30m', labels: {} },
      // Good for a month; and until it was renewed.
      quiet: [
        { series: arrives(2_592_000, 1), at: '80m' },
        { series: gone(arrives(604_800, 0.01), '24m'), at: '34m' },
      ],
    },
  },
  impact:
    'Within a week that client is turned away: a kubelet loses its node, a controller stops, a person is locked out.',
  nextSteps: [
    'Nodes first: see Certificates of kubelets on the dashboard Kubernetes nodes.',
    'On a cluster of kubeadm: kubeadm certs check-expiration on each control plane node, and kubeadm certs renew all; the static pods are to be restarted after it.',
    'Otherwise it is somebody with a kubeconfig: in the audit log, look for users of system:authenticated who come with a certificate, and give them a new one, or sign-in by OIDC.',
  ],
});
