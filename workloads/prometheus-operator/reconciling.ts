import { count, ratio } from '../../promql';
import { above, below, gone, grows, paces, shown, signal, stays, targetsDown, type InputSeries } from '../../signals';
import { ofTheStack, own as ownOf, places } from '../stack';
import {
  lists,
  listsFailed,
  ready,
  reconciliationErrors,
  reconciliations,
  resources,
  syncs,
  watches,
  watchesFailed,
} from './metrics';

export const scrape = ofTheStack('prometheus-operator', 'http');
const own = ownOf(scrape);
const { replica, strangers } = places(scrape);
const pod = replica('a');

type Target = Readonly<Record<string, string>>;

export const targets = targetsDown(scrape, { prefix: 'PrometheusOperator', title: 'the operator', single: true });

const rejectedNow = (howMany: number, target: Target = pod): InputSeries =>
  stays(resources, { ...target, controller: 'prometheus', resource: 'PrometheusRule', state: 'rejected' }, howMany);

export const rejected = signal({
  name: 'PrometheusOperatorRejects',
  title: 'Resources refused',
  description:
    'Rules, monitors and probes that the operator refuses, by kind: what they say is not in force, and nothing else tells of it.',
  query: resources.where({ ...own, state: 'rejected' }).sumBy('resource'),
  warning: above(count(0)).for('10m'),
  examples: {
    warning: {
      fires: {
        series: [rejectedNow(1)],
        at: '11m',
        notYetAt: '9m',
        labels: { resource: 'PrometheusRule' },
      },
      quiet: {
        series: [
          rejectedNow(0),
          stays(resources, { ...pod, controller: 'prometheus', resource: 'PrometheusRule', state: 'selected' }, 20),
          ...strangers.map((target) => rejectedNow(1, target)),
        ],
        at: '20m',
      },
    },
  },
  impact: 'A workload is not scraped, or its alerts do not exist, although its manifests are applied.',
  nextSteps: [
    'The reason is an event of the resource: kubectl -n observability get events --field-selector reason=InvalidConfiguration, and kubectl -n observability logs deployment/prometheus-operator --since=1h | grep -iE "skipping|invalid|rejected".',
    'Monitors and rules that are ours pass the operator’s own checks before they are merged; one that was applied by hand is deleted, or comes into the repository.',
  ],
});

export const taken = shown({
  name: 'PrometheusOperatorResources',
  title: 'Resources taken',
  description: 'Rules, monitors and probes that are in force, by kind.',
  query: resources.where({ ...own, state: 'selected' }).sumBy('resource'),
});

const notInSync = (howMany: number, target: Target = pod): InputSeries =>
  stays(syncs, { ...target, controller: 'prometheus', status: 'failed' }, howMany);

export const failing = signal({
  name: 'PrometheusOperatorSyncFails',
  title: 'Not brought about',
  description:
    'Prometheus, Alertmanager and other resources that the operator could not bring to what they say, by controller.',
  query: syncs.where({ ...own, status: 'failed' }).sumBy('controller'),
  warning: above(count(0)).for('15m'),
  examples: {
    warning: {
      fires: { series: [notInSync(1)], at: '16m', notYetAt: '14m', labels: { controller: 'prometheus' } },
      quiet: {
        series: [
          notInSync(0),
          stays(syncs, { ...pod, controller: 'prometheus', status: 'ok' }, 1),
          ...strangers.map((target) => notInSync(1, target)),
        ],
        at: '30m',
      },
    },
  },
  impact: 'Changes of rules, monitors and sizes do not arrive; what runs goes on as it was.',
  nextSteps: [
    'Read the reason: kubectl -n observability logs deployment/prometheus-operator --since=30m | grep -E "sync .* failed".',
    '"forbidden" points at its role: kubectl auth can-i patch statefulsets -n observability --as=system:serviceaccount:observability:prometheus-operator.',
    '"field is immutable" asks for the StatefulSet to be made anew without its pods: kubectl -n observability delete statefulset <name> --cascade=orphan.',
  ],
});

const errors = reconciliationErrors.where(own).rate().sumBy('controller');
const attempts = reconciliations.where(own).rate().sumBy('controller');
const reconciles = (failed: number, target: Target = pod): readonly InputSeries[] => [
  grows(reconciliations, { ...target, controller: 'prometheus' }, 1),
  grows(reconciliationErrors, { ...target, controller: 'prometheus' }, failed),
];

export const errorRatio = signal({
  name: 'PrometheusOperatorReconcileErrors',
  title: 'Attempts that fail',
  description: (t) =>
    `Share of attempts to bring a resource to what it says that fail, by controller. Above ${t.warning} it is more than a conflict of two writers.`,
  query: errors.div(attempts.positive()),
  warning: above(ratio(0.1)).for('15m'),
  examples: {
    warning: {
      fires: {
        series: [
          ...reconciles(0.1005),
          ...reconciles(0.1005, replica('b')),
          // What others do, and what one did that is gone since, is no part of it.
          ...strangers.flatMap((target) => reconciles(0, target)),
          ...gone(reconciles(0, replica('c')), '20m'),
        ],
        at: '40m',
        notYetAt: '38m',
        labels: { controller: 'prometheus' },
      },
      quiet: [
        {
          series: [
            ...reconciles(0.0995),
            ...reconciles(0.0995, replica('b')),
            ...strangers.flatMap((target) => reconciles(0.9, target)),
          ],
          at: '30m',
        },
        { series: [...reconciles(0), ...gone(reconciles(0.9, replica('b')), '9m')], at: '19m' },
        {
          series: [
            grows(reconciliations, { ...pod, controller: 'thanos' }, 0),
            grows(reconciliationErrors, { ...pod, controller: 'thanos' }, 0),
          ],
          at: '30m',
        },
      ],
    },
  },
  impact: 'Changes arrive late or not at all.',
  nextSteps: [
    'Read the reason: kubectl -n observability logs deployment/prometheus-operator --since=30m | grep level=error.',
    'If another operator changes the same objects, the log tells of conflicts: each watches its own namespaces and its own controller id.',
  ],
});

const calls = lists.where(own).rate('30m').sumBy('controller').add(watches.where(own).rate('30m').sumBy('controller'));
const refusedCalls = listsFailed
  .where(own)
  .rate('30m')
  .sumBy('controller')
  .add(watchesFailed.where(own).rate('30m').sumBy('controller'));

const asks = (failed: number, target: Target = pod): readonly InputSeries[] =>
  [
    [lists, 1],
    [watches, 1],
    [listsFailed, failed],
    [watchesFailed, failed],
  ].map(([metric, rate]) =>
    grows(metric as typeof lists, { ...target, controller: 'prometheus' }, (rate as number) / 60),
  );

export const apiErrors = signal({
  name: 'PrometheusOperatorApiErrors',
  title: 'Lists and watches that fail',
  description: (t) =>
    `Share of lists and watches of the Kubernetes API that fail, within half an hour, by controller. Above ${t.warning} the operator does not see what is changed.`,
  query: refusedCalls.div(calls.positive()),
  warning: above(ratio(0.4)).for('15m'),
  examples: {
    warning: {
      fires: [
        {
          series: [
            ...asks(0.402),
            ...asks(0.402, replica('b')),
            ...strangers.flatMap((target) => asks(0, target)),
            ...gone(asks(0, replica('c')), '20m'),
          ],
          at: '65m',
          notYetAt: '63m',
          labels: { controller: 'prometheus' },
        },
        // Nothing answers for a quarter of an hour: half of what is asked within half an hour.
        {
          series: [
            ...asks(0),
            ...[listsFailed, watchesFailed].map((metric) =>
              paces(metric, { ...replica('b'), controller: 'prometheus' }, [0, '15m'], [1 / 60, '30m'], [0]),
            ),
          ],
          at: '45m',
          notYetAt: '38m',
          labels: { controller: 'prometheus' },
        },
      ],
      quiet: [
        {
          series: [...asks(0.398), ...asks(0.398, replica('b')), ...strangers.flatMap((target) => asks(1, target))],
          at: '60m',
        },
        {
          series: [lists, watches, listsFailed, watchesFailed].map((metric) =>
            grows(metric, { ...pod, controller: 'thanos' }, 0),
          ),
          at: '60m',
        },
      ],
    },
  },
  impact: 'New monitors and rules are not seen; what runs goes on as it was.',
  nextSteps: [
    'Read the reason: kubectl -n observability logs deployment/prometheus-operator --since=30m | grep -iE "failed to (list|watch)".',
    '"forbidden" names the resource that its role lacks: kubectl -n observability describe role prometheus-operator; "not found" asks for the CRDs of v0.93.1 (README, Install).',
    'Timeouts point at the API server: see its dashboard.',
  ],
});

const isReady = (value: number, controller = 'prometheus', target: Target = pod): InputSeries =>
  stays(ready, { ...target, controller }, value);

export const readiness = signal({
  name: 'PrometheusOperatorNotReady',
  title: 'Controllers ready',
  description: 'Whether each controller has read what there is and works.',
  query: ready.where(own).minBy('controller'),
  warning: below(ratio(1)).for('5m'),
  view: { as: 'states', words: { good: 'ready', bad: 'not ready' } },
  examples: {
    warning: {
      fires: {
        series: [isReady(0), isReady(1, 'prometheus', replica('b')), isReady(1, 'alertmanager')],
        at: '6m',
        notYetAt: '4m',
        labels: { controller: 'prometheus' },
      },
      quiet: {
        series: [isReady(1), ...strangers.map((target) => isReady(0, 'thanos', target))],
        at: '20m',
      },
    },
  },
  impact: 'Changes of rules, monitors and sizes do not arrive; what runs goes on as it was.',
  nextSteps: [
    'Read what it waits for: kubectl -n observability logs deployment/prometheus-operator --since=10m | grep -iE "cache|sync".',
    'If a CRD is missing, apply those of v0.93.1 (README, Install): kubectl get crd | grep monitoring.coreos.com.',
  ],
});

export const work = shown({
  name: 'PrometheusOperatorReconciliations',
  title: 'Attempts',
  description: 'Resources that are looked at a second, by controller.',
  query: attempts,
});
