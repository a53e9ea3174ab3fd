import { count, ratio } from '../../promql';
import { above, below, shown, signal, stays, up } from '../../signals';
import { health, members } from './cluster-metrics';
import { configHash } from './metrics';
import { own, replica, strangers } from './scraping';

const targetsFound = up.where(own).countBy();

const known = (pod: string, count: number, target = replica(pod)) => [
  stays(members, target, count),
  stays(up, target, 1),
];

export const complete = signal({
  name: 'AlertmanagerClusterIncomplete',
  title: 'Replicas known',
  description:
    'Replicas that each replica knows, as a share of those that Prometheus finds. Replicas that do not know each other each tell everything: notifications come twice, and a silence holds at one of them only.',
  query: members.where(own).minBy('pod').on().left().div(targetsFound.positive()),
  warning: below(ratio(1)).for('10m'),
  examples: {
    warning: {
      fires: {
        // Four of five, one of which does not answer.
        series: [
          ...known('a', 4),
          stays(members, { ...replica('a'), instance: 'before' }, 5),
          ...['b', 'c', 'd'].flatMap((pod) => known(pod, 5)),
          stays(up, replica('e'), 0),
        ],
        at: '11m',
        notYetAt: '9m',
        labels: { pod: 'a' },
      },
      quiet: {
        series: [
          ...known('a', 3),
          ...known('b', 3),
          ...known('c', 3),
          ...strangers.flatMap((target) => known('x', 1, target)),
        ],
        at: '20m',
      },
    },
  },
  impact: 'People are paged twice for one incident, and somebody who has silenced it is paged all the same.',
  nextSteps: [
    'See whether all replicas run: kubectl -n observability get pods -l app.kubernetes.io/name=alertmanager -o wide.',
    'Compare what they say of each other: kubectl -n observability exec alertmanager-main-0 -c alertmanager -- wget -qO- localhost:9093/api/v2/status; peers that are missing point at port 9094, UDP and TCP, in networkpolicy alertmanager.',
    'Restart the one that knows the fewest: kubectl -n observability delete pod alertmanager-main-<n>.',
  ],
});

const hash = configHash.where(own);
export const sameConfiguration = signal({
  name: 'AlertmanagerConfigurationsDiffer',
  title: 'Difference of configurations',
  description:
    'Zero where all replicas have the same configuration. They differ for a minute while a change is taken, and for longer when one of them refuses it.',
  query: hash.maxBy().sub(hash.minBy()),
  warning: above(count(0)).for('20m'),
  examples: {
    warning: {
      fires: {
        series: [stays(configHash, replica('a'), 4), stays(configHash, replica('b'), 5)],
        at: '21m',
        notYetAt: '19m',
        labels: {},
      },
      quiet: {
        series: [
          stays(configHash, replica('a'), 4),
          stays(configHash, replica('b'), 4),
          ...strangers.flatMap((target) => [
            stays(configHash, { ...target, instance: 'lower' }, 3),
            stays(configHash, { ...target, instance: 'higher' }, 5),
          ]),
        ],
        at: '40m',
      },
    },
  },
  impact:
    'Which routes and receivers hold depends on which replica is faster: a page may go to the wrong team, or to nobody.',
  nextSteps: [
    'See whether a replica has refused it: panel Configuration taken, then kubectl -n observability logs alertmanager-main-<n> -c alertmanager | grep -i "loading configuration".',
    'If none has, restart the one that is behind: kubectl -n observability delete pod alertmanager-main-<n>.',
  ],
});

export const messages = shown({
  name: 'AlertmanagerClusterHealth',
  title: 'Messages between replicas',
  description:
    'How badly messages between replicas arrive, by replica; 0 is well, above a few they come late or not at all.',
  query: health.where(own).maxBy('pod'),
});
