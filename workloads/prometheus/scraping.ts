import { perSecond, ratio, type Vector } from '../../promql';
import { above, gone, grows, shown, signal, stays, targetsDown, type InputSeries, type Scrape } from '../../signals';
import { trouble, wrong } from '../trouble';
import {
  bodyLimitHits,
  discoveryFailures,
  duplicateSamples,
  farSamples,
  labelLimitHits,
  lateSamples,
  poolsFailed,
  poolTargetLimit,
  poolTargets,
  sampleLimitHits,
  samplesAppended,
  syncsFailed,
} from './metrics';

/** The replicas, two where nothing may be lost; they scrape themselves and each other. */
export const scrape: Scrape = {
  job: 'prometheus',
  namespace: 'observability',
  port: 'web',
  interval: '30s',
  targets: 2,
};

/** Another Prometheus may be scraped as well. */
export const own = { job: scrape.job, namespace: scrape.namespace } as const;
/** The labels of a replica's series. */
export const replica = (pod: string) => ({ ...own, pod });

export const targets = targetsDown(scrape, { prefix: 'Prometheus', title: 'Prometheus' });

/** What rejects a scrape as a whole; the values of the label `limit`. */
const HITS = { samples: sampleLimitHits, body: bodyLimitHits, labels: labelLimitHits } as const;
type Limit = keyof typeof HITS;
const LIMITS = Object.keys(HITS) as Limit[];

const rejected: Vector<'limit', 'requests/s'> = LIMITS.map((limit) =>
  HITS[limit].where(own).rate().sumBy().labelled('limit', limit),
).reduce((left, right) => left.or(right));

/** As many as targets that are scraped twice a minute and rejected each time. */
const rejects = (limit: Limit, rejectedTargets: number, of = replica('a')): InputSeries =>
  grows(HITS[limit], of, rejectedTargets / 30);
const none = LIMITS.map((limit) => rejects(limit, 0));

export const scrapeLimits = signal({
  name: 'PrometheusScrapeLimitHit',
  title: 'Scrapes rejected',
  description:
    'Scrapes that brought more than they may, by the limit: samples, the size of the body, or the number or length of labels. Nothing of such a scrape is kept, and its target counts as down.',
  query: rejected,
  warning: above(perSecond(0, 'requests')).for('10m'),
  examples: {
    warning: {
      // One target is enough, whichever replica scrapes it.
      fires: {
        series: [rejects('samples', 1), rejects('body', 1, replica('b')), rejects('labels', 1)],
        at: '13m',
        notYetAt: '10m',
        labels: LIMITS.map((limit) => ({ limit })),
      },
      quiet: [
        // Nothing is rejected here, and by somebody else's Prometheus everything.
        {
          series: [...none, ...LIMITS.map((limit) => rejects(limit, 9, { ...own, job: 'other', pod: 'z' }))],
          at: '20m',
        },
        { series: LIMITS.map((limit) => rejects(limit, 9, { ...own, namespace: 'other', pod: 'z' })), at: '20m' },
        // For four minutes, as while a service is rolled back.
        {
          series: gone(
            LIMITS.map((limit) => rejects(limit, 1)),
            '4m',
          ),
          at: '12m',
        },
      ],
    },
  },
  impact:
    'The service behind the target is not seen at all, although it runs: its dashboards are empty, and of its alerts only the one about targets that are down can fire.',
  nextSteps: [
    "Find the target: on the page Targets of Prometheus filter for unhealthy ones; the error names the limit ('sample limit exceeded', 'body size limit exceeded', 'label_limit', 'label_value_length_limit').",
    'Find what has grown: fetch the metrics of that pod and count series by name, grep -v ^# metrics.txt | sed "s/[{ ].*//" | sort | uniq -c | sort -n | tail. A label with a user, a request or a path in it is the usual cause.',
    'Roll the service back, or drop the label at the scrape; raise the limit of its monitor only if all of its series are wanted: sampleLimit, bodySizeLimit and so on, up to those that constructs/prometheus/prometheus-limits.ts enforces.',
  ],
});

const used = poolTargets.where(own).maxBy('scrape_job').div(poolTargetLimit.where(own).positive().maxBy('scrape_job'));

const pool = (scrapeJob: string, count: number, limit: number, of = replica('a')): readonly InputSeries[] => [
  stays(poolTargets, { ...of, scrape_job: scrapeJob }, count),
  stays(poolTargetLimit, { ...of, scrape_job: scrapeJob }, limit),
];

export const targetLimit = signal({
  name: 'PrometheusTargetLimitNear',
  title: 'Targets against their limit',
  description: (t) =>
    `Targets that a monitor has, as a share of those it may have. Above ${t.warning} there is little room left; above 100 % Prometheus scrapes none of them any more.`,
  query: used,
  warning: above(ratio(0.9)).for('10m'),
  examples: {
    warning: {
      fires: {
        // One that is nearly full, and one that is beyond its limit in one replica.
        series: [
          ...pool('near', 901, 1000),
          ...pool('over', 1001, 1000),
          ...pool('over', 900, 1000, replica('b')),
          ...pool('near', 1, 5000, { ...own, job: 'other', pod: 'z' }),
          ...pool('near', 1, 5000, { ...own, namespace: 'other', pod: 'z' }),
        ],
        at: '12m',
        notYetAt: '9m',
        labels: [{ scrape_job: 'near' }, { scrape_job: 'over' }],
      },
      // Just short of it, and one that has no limit.
      quiet: {
        series: [
          ...pool('short', 899, 1000),
          ...pool('free', 5000, 0),
          // A replica that has not taken the new limit, and those of others.
          ...pool('short', 1, 10, replica('b')),
          ...pool('short', 999, 1000, { ...own, job: 'other', pod: 'z' }),
          ...pool('short', 999, 1000, { ...own, namespace: 'other', pod: 'z' }),
        ],
        at: '20m',
      },
    },
  },
  impact:
    'With a few more pods, everything that the monitor scrapes is blind at the same moment: all of its targets count as down.',
  nextSteps: [
    "Count the pods behind the monitor, whose namespace and name are in the label scrape_job: kubectl -n <namespace> get endpointslices -l kubernetes.io/service-name=<service> -o yaml | grep -c 'ready: true'.",
    'If they are as many as they should be, raise targetLimit of the monitor, up to what constructs/prometheus/prometheus-limits.ts enforces; if not, find the Deployment or Job that keeps making pods.',
  ],
});

export const rejectedSamples = trouble({
  name: 'PrometheusSamplesRejected',
  title: 'Samples rejected',
  description:
    'Samples that were not stored, by the reason: a second value of one series at one time (duplicate), older than the last (late), or with a time far from now (far). A service that exposes one series twice, two monitors that give different targets the same labels, and clocks that differ are the usual causes.',
  scraped: own,
  label: 'reason',
  kinds: {
    duplicate: wrong(duplicateSamples, own),
    late: wrong(lateSamples, own),
    far: wrong(farSamples, own),
  },
  for: '15m',
  impact:
    'Of two sources only one is seen, now the one and now the other: rates and error ratios of that service are wrong.',
  nextSteps: [
    'Find the target: kubectl -n observability logs prometheus-main-0 -c prometheus --since=10m | grep -E "duplicate timestamp|out-of-order|out of bounds" names it.',
    'For duplicates, compare the labels of that monitor’s targets on the page Targets of Prometheus: where two are the same, a relabeling or honorLabels has made them so; undo it.',
    'For late or far samples, look at the clock of the target’s node on the dashboard of the nodes; a service that states its own times gets honorTimestamps: false in its monitor.',
  ],
});

export const discovery = trouble({
  name: 'PrometheusDiscoveryFails',
  title: 'Discovery failures',
  description:
    'What keeps targets from being found, by the step: Kubernetes refuses to list or watch (api), a target cannot be made of what was found (target), a monitor cannot be set up (monitor).',
  scraped: own,
  label: 'step',
  kinds: {
    api: wrong(discoveryFailures, own),
    target: wrong(syncsFailed, own, { scrape_job: 'serviceMonitor/observability/x/0' }),
    monitor: wrong(poolsFailed, own),
  },
  for: '15m',
  impact:
    'New pods are not watched, and those that are gone count as down; what is known from before is still scraped.',
  nextSteps: [
    'Read the reason: kubectl -n observability logs prometheus-main-0 -c prometheus --since=10m | grep -iE "failed to (list|watch)|error (creating|appending) (new scrape pool|targets)".',
    'Where the API refuses, compare the roles with what the log names: kubectl auth can-i list endpointslices -n <namespace> --as=system:serviceaccount:observability:prometheus.',
    'Where a target or a monitor is wrong, revert the last change of that monitor; its name is in the log line.',
  ],
});

export const ingested = shown({
  name: 'PrometheusIngestion',
  title: 'Samples stored',
  description: 'Samples stored a second, by replica. Replicas scrape the same: one that stores less sees less.',
  query: samplesAppended.where(own).rate().sumBy('pod'),
});
