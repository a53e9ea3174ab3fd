import { count, ratio, seconds, spoken, type Duration } from '../../promql';
import { above, atMost, below, signal, stays, type InputSeries } from '../../signals';
import { booted, clockOffset, clockSynchronised, filesOpen, filesOpenMost } from './metrics';
import { formerly, N1, node } from './node';

const TIME =
  'See what keeps the time there: ssh <node> chronyc tracking (or timedatectl timesync-status), and which sources it can reach: ssh <node> chronyc sources -v.';
const RESTART =
  'If its sources are right, restart it: ssh <node> systemctl restart chronyd; a large offset is set at once with ssh <node> chronyc makestep.';

const MOST = seconds(0.05);

export const clockSkew = signal({
  name: 'NodeClockSkewed',
  title: 'Clock offset',
  description: (t) =>
    `How far the clock of a node is from its reference, in either direction, by node. Above ${t.warning} it does not get nearer by itself.`,
  query: clockOffset.abs().maxBy('node'),
  warning: above(MOST).for('10m'),
  examples: {
    warning: {
      fires: {
        series: [
          stays(clockOffset, node(), 0.05025),
          stays(clockOffset, formerly(), 0),
          stays(clockOffset, node('n2'), -0.05025),
        ],
        at: '11m',
        notYetAt: '9m',
        labels: [N1, { node: 'n2' }],
      },
      quiet: { series: [stays(clockOffset, node(), 0.04975), stays(clockOffset, node('n2'), -0.04975)], at: '30m' },
    },
  },
  impact:
    'Spans and log lines of this node stand in the wrong order; tokens and certificates may count as not valid yet.',
  nextSteps: [
    TIME,
    RESTART,
    'If many nodes are off by the same, their common source is: compare it with another one before they follow it.',
  ],
});

const kept = (value: number, of = node()) => stays(clockSynchronised, of, value);

export const clockSync = signal({
  name: 'NodeClockNotSynchronised',
  title: 'Clocks that are kept right',
  description: (t) =>
    `Whether something keeps the clock of a node right (1) or not (0), by node. At ${t.warning} it drifts, by about a second a day.`,
  query: clockSynchronised.minBy('node'),
  warning: atMost(count(0)).for('15m'),
  view: { as: 'states', words: { good: 'kept right', bad: 'drifts' } },
  examples: {
    warning: {
      fires: { series: [kept(0), kept(1, formerly()), kept(1, node('n2'))], at: '16m', notYetAt: '14m', labels: N1 },
      quiet: { series: [kept(1)], at: '40m' },
    },
  },
  impact: 'Nothing yet; in a day or two spans and log lines of this node stand in the wrong order.',
  nextSteps: [TIME, RESTART],
});

const files = (open: number, of = node()): readonly InputSeries[] => [
  stays(filesOpenMost, of, 100_000),
  stays(filesOpen, of, open),
];

export const fileHandles = signal({
  name: 'NodeFileHandlesNearlySpent',
  title: 'Open files',
  description: (t) =>
    `Files and connections that are open on a node, as a share of those that may be, by node. Above ${t.warning} no program may open one soon.`,
  query: filesOpen.div(filesOpenMost.positive()).maxBy('node'),
  warning: above(ratio(0.8)).for('15m'),
  view: { recorded: true },
  examples: {
    warning: {
      fires: {
        series: [...files(80_400), ...files(100, formerly()), ...files(100, node('n2'))],
        at: '16m',
        notYetAt: '14m',
        labels: N1,
      },
      quiet: { series: files(79_600), at: '40m' },
    },
  },
  impact: 'Programs on the node fail with "too many open files", the kubelet among them.',
  nextSteps: [
    'See who has them: ssh <node> "for p in /proc/[0-9]*; do echo $(ls $p/fd 2>/dev/null | wc -l) $(cat $p/comm); done | sort -n | tail -5".',
    'Restart the one that leaks: kubectl -n <namespace> delete pod <pod>, and have it fixed.',
    'Raise the limit meanwhile: ssh <node> sysctl -w fs.file-max=<twice as many>.',
  ],
});

const LOOKED_AT: Duration = '3h';
const EVERY: Duration = '1m';
const LONG_ENOUGH = seconds(1800);

/** Restarts every so many minutes, for as long as it is looked at. */
const restarts = (minutes: number, of = node()): InputSeries => ({
  series: stays(booted, of, 0).series,
  values: (steps, step) => {
    const length = Math.round((minutes * 60) / step);
    return Array.from({ length: Math.ceil(steps / length) + 1 }, (_, i) => `${i * minutes * 60}+0x${length - 1}`).join(
      ' ',
    );
  },
});

/** Up for two and a half hours, and then again and again. */
const afterLong: InputSeries = {
  ...restarts(20),
  values: (steps, step) => {
    const rounds = Math.ceil(steps / (1200 / step));
    const often = Array.from({ length: rounds }, (_, i) => `${9000 + i * 1200}+0x${Math.round(1200 / step) - 1}`);
    return [`0+0x${Math.round(9000 / step) - 1}`, ...often].join(' ');
  },
};

export const rebootLoop = signal({
  name: 'NodeRestartsAgainAndAgain',
  title: 'Longest time between restarts',
  description: (t) =>
    `The longest time for which a node has been up within ${spoken(LOOKED_AT)}, by node. Below ${t.warning} it restarts again and again.`,
  query: booted.minBy('node').age().maxOverTime(LOOKED_AT, EVERY),
  warning: below(LONG_ENOUGH)
    .for('1m')
    .whilst(`it was there ${spoken(LOOKED_AT)} ago`, booted.offset(LOOKED_AT).minBy('node')),
  view: { recorded: true },
  examples: {
    warning: {
      fires: [
        {
          series: [restarts(29), restarts(28, formerly()), restarts(90, node('n2'))],
          at: '181m',
          notYetAt: '180m',
          labels: N1,
        },
        { series: [afterLong], at: '335m', notYetAt: '328m', labels: N1 },
      ],
      quiet: [
        { series: [restarts(36), restarts(20, formerly())], at: '300m' },
        { series: [afterLong], at: '290m' },
        // It was started a quarter of an hour ago, for the first time.
        {
          series: [
            { ...restarts(600), values: (steps, step) => `_x${Math.round(11_100 / step)} 11100+0x${steps}` },
            restarts(600, node('n2')),
          ],
          at: '200m',
        },
      ],
    },
  },
  impact: 'Pods are placed there and lost again; a fab that counts on the node has less room than it seems.',
  nextSteps: [
    'Keep pods away: kubectl cordon <node>, and move what is there with kubectl drain <node> --ignore-daemonsets --delete-emptydir-data.',
    'Read why it stopped: ssh <node> "last -x reboot shutdown | head", ssh <node> journalctl -b -1 -n 50, and the event log of the machine: ssh <node> ipmitool sel list (power, temperature, memory).',
  ],
});
