import { perSecond, ratio } from '../../promql';
import { above, gone, grows, shown, signal, stays, type InputSeries } from '../../signals';
import { evaluations, evaluationsFailed, groupDuration, groupInterval, iterationsMissed } from './rule-metrics';
import { own, replica } from './scraping';

const GROUP = 'observability-yield-predictor.yaml;yield-predictor.alerts';
const OTHER = 'observability-ate.yaml;ate.alerts';
/** A group as its file and name; the number of the file is the resource's. */
const of = (rule_group: string, target = replica('a')) => ({ ...target, rule_group });
const elsewhere = { ...own, job: 'other', pod: 'y' };
const abroad = { ...own, namespace: 'other', pod: 'z' };

const fails = (rule_group: string, rate: number, target = replica('a')): InputSeries =>
  grows(evaluationsFailed, of(rule_group, target), rate);

export const failures = signal({
  name: 'PrometheusRuleFailures',
  title: 'Rules that fail',
  description:
    'Evaluations of rules that end in an error, by their group. A recording that fails has a gap, and an alert that fails is silent, whatever happens.',
  query: evaluationsFailed.where(own).rate().sumBy('rule_group'),
  warning: above(perSecond(0, 'count')).for('10m'),
  examples: {
    warning: {
      fires: {
        // One rule of a group in one of the replicas.
        series: [fails(GROUP, 1 / 30), fails(GROUP, 0, replica('b')), fails(OTHER, 0)],
        at: '13m',
        notYetAt: '10m',
        labels: { rule_group: GROUP },
      },
      quiet: [
        { series: [fails(GROUP, 0), fails(OTHER, 1, elsewhere), fails(OTHER, 1, abroad)], at: '20m' },
        // While a replica starts, with half of its series.
        { series: gone([fails(GROUP, 1 / 30)], '4m'), at: '15m' },
      ],
    },
  },
  impact: 'Whatever the rule watches is watched by nobody: its alert does not fire, its panels and budgets have gaps.',
  nextSteps: [
    'On the page Rules of Prometheus (Status, Rule health), filter for unhealthy: the error stands beside the rule.',
    '"found duplicate series" says that two targets have the same labels: see who joined, on the page Targets. "query processing would load too many samples" asks for a recorded series.',
    'If the rule came with the last merge, revert it; the group names its workload, whose declaration is workloads/<workload>.ts.',
  ],
});

export const missed = signal({
  name: 'PrometheusRuleIterationsMissed',
  title: 'Evaluations missed',
  description:
    'Evaluations of a group that were left out, since the one before was still going on. Alerts wait longer than they say, and recorded series have gaps.',
  query: iterationsMissed.where(own).rate().sumBy('rule_group'),
  warning: above(perSecond(0, 'count')).for('15m'),
  examples: {
    warning: {
      fires: {
        series: [
          grows(iterationsMissed, of(GROUP), 1 / 60),
          grows(iterationsMissed, of(GROUP, replica('b')), 0),
          grows(iterationsMissed, of(OTHER), 0),
        ],
        at: '18m',
        notYetAt: '15m',
        labels: { rule_group: GROUP },
      },
      quiet: [
        {
          series: [
            grows(iterationsMissed, of(GROUP), 0),
            grows(iterationsMissed, of(OTHER, elsewhere), 1),
            grows(iterationsMissed, of(OTHER, abroad), 1),
          ],
          at: '30m',
        },
        // As when a laptop's worth of queries was asked for once.
        { series: gone([grows(iterationsMissed, of(GROUP), 1 / 60)], '9m'), at: '19m' },
      ],
    },
  },
  impact: 'Every alert of the group is late by as much, and rates over its recorded series are too low.',
  nextSteps: [
    'On this dashboard, see whether the group needs most of its interval, or all groups do: then Prometheus is short of CPU.',
    'If it is one group, record what its slowest rule reads (page Rules of Prometheus, evaluation time), or give its recordings a longer interval.',
    'If it is all, look at throttling: kubectl -n observability top pod -l app.kubernetes.io/name=prometheus; raise the preset of the environment, or cpu of sizes.prometheus in its file.',
  ],
});

const slow = (rule_group: string, took: number, every = 30, target = replica('a')): readonly InputSeries[] => [
  stays(groupDuration, of(rule_group, target), took),
  stays(groupInterval, of(rule_group, target), every),
];

export const duration = signal({
  name: 'PrometheusRuleGroupSlow',
  title: 'Time that groups take',
  description: (t) =>
    `How long the last evaluation of a group took, as a share of its interval, of the replica that takes longest. Above ${t.warning} it will soon miss some.`,
  query: groupDuration.where(own).maxBy('rule_group').div(groupInterval.where(own).maxBy('rule_group').positive()),
  warning: above(ratio(0.8)).for('15m'),
  examples: {
    warning: {
      fires: {
        series: [
          ...slow(GROUP, 24.12),
          ...slow(GROUP, 1, 30, replica('b')),
          ...slow(OTHER, 24.12, 300),
          ...slow(GROUP, 1, 300, elsewhere),
          ...slow(GROUP, 1, 300, abroad),
        ],
        at: '16m',
        notYetAt: '14m',
        labels: { rule_group: GROUP },
      },
      quiet: {
        series: [
          ...slow(GROUP, 23.88),
          // Groups without an interval, as none should be.
          ...slow('none;none', 20, 0),
          ...slow(GROUP, 1, 10, replica('b')),
          ...slow(GROUP, 29, 30, elsewhere),
          ...slow(GROUP, 29, 30, abroad),
        ],
        at: '30m',
      },
    },
  },
  impact: 'A little more data, and the group misses evaluations: its alerts come late.',
  nextSteps: [
    'On the page Rules of Prometheus, find the rule of that group with the longest evaluation time, and record what it reads over its long window.',
    'If its workload has more series than usual, see Series of a metric on the dashboard Prometheus cardinality first.',
    "Give recordings that nobody needs twice a minute a longer interval: record(…, { interval: '2m' }).",
  ],
});

export const evaluated = shown({
  name: 'PrometheusRulesEvaluated',
  title: 'Rules evaluated',
  description: 'Evaluations of rules a second, by replica. It falls to zero when the evaluation hangs.',
  query: evaluations.where(own).rate().sumBy('pod'),
});
