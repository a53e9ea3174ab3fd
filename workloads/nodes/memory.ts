import { count, ratio } from '../../promql';
import { above, below, grows, once, signal, stays, type InputSeries } from '../../signals';
import { memoryAvailable, memoryStalled, memoryTotal, oomKills as kills, uncorrectedMemory } from './metrics';
import { oomKills as killed } from './recordings';
import { CORDON, DRAIN, formerly, N1, node } from './node';

const WHO =
  'See who takes it: kubectl top pods -A --sort-by=memory | head; those of the node: kubectl get pods -A -o wide --field-selector=spec.nodeName=<node>.';
const LIMIT =
  'Give the container that takes more than it asked for a limit, and a request that is true, in the manifests of its workload.';

const memory = (percentFree: number, of = node()): readonly InputSeries[] => [
  stays(memoryTotal, of, 100e9),
  stays(memoryAvailable, of, percentFree * 1e9),
];

export const memoryRoom = signal({
  name: 'NodeMemoryLow',
  title: 'Memory left',
  description: (t) =>
    `The share of a node's memory that programs could still have, by node. Below ${t.warning}, its kubelet is about to evict pods, or the kernel to kill processes.`,
  query: memoryAvailable.div(memoryTotal.positive()).minBy('node'),
  warning: below(ratio(0.1)).for('15m'),
  view: { recorded: true, drillDown: 'nodes' },
  examples: {
    warning: {
      fires: {
        series: [...memory(9.95), ...memory(60, formerly()), ...memory(60, node('n2'))],
        at: '16m',
        notYetAt: '14m',
        labels: N1,
      },
      quiet: { series: memory(10.05), at: '40m' },
    },
  },
  impact: 'With the next peak a pod is killed, which need not be the one that takes the memory.',
  nextSteps: [WHO, LIMIT, CORDON],
});

export const memoryStall = signal({
  name: 'NodeMemoryPressure',
  title: 'Stalled for memory',
  description: (t) =>
    `The share of time in which nothing on the node could go on because memory had to be found first, by node. Above ${t.warning} the node is thrashing.`,
  query: memoryStalled.rate().maxBy('node').as('ratio'),
  warning: above(ratio(0.1)).for('10m'),
  view: { drillDown: 'nodes' },
  examples: {
    warning: {
      fires: {
        series: [
          grows(memoryStalled, node(), 0.1005),
          grows(memoryStalled, formerly(), 0),
          grows(memoryStalled, node('n2'), 0),
        ],
        at: '16m',
        notYetAt: '14m',
        labels: N1,
      },
      quiet: { series: [grows(memoryStalled, node(), 0.0995)], at: '40m' },
    },
  },
  impact: 'All pods of the node are slow at the same time; probes fail, and healthy pods are restarted.',
  nextSteps: [WHO, DRAIN, LIMIT],
});

const KILLS = count(5);

export const oomKills = signal({
  name: 'NodeOomKills',
  title: 'Processes killed for memory',
  description: (t) =>
    `Processes that the kernel killed within an hour for lack of memory, by node; those that only reached the limit of their container are among them. Above ${t.warning}, more than one container is concerned, or one again and again.`,
  query: killed,
  warning: above(KILLS).for('1m'),
  examples: {
    warning: {
      fires: {
        series: [grows(kills, node(), 5.025 / 3600), grows(kills, formerly(), 0), grows(kills, node('n2'), 0)],
        at: '61m',
        notYetAt: '60m',
        labels: N1,
      },
      quiet: { series: [grows(kills, node(), 4.975 / 3600)], at: '130m' },
    },
  },
  impact: 'Work is lost with each, and started again.',
  nextSteps: [
    'Read whom: ssh <node> dmesg -T | grep -i "killed process"; the line before names the cgroup: that of a pod, or the node as a whole.',
    'For a pod, see Containers killed for memory on the dashboard Kubernetes: its limit is too low, or it leaks.',
    'For the node as a whole, requests are lower than use: ' + LIMIT,
  ],
});

const BY_CONTROLLER = ['node', 'controller'] as const;

export const memoryErrors = signal({
  name: 'NodeMemoryFaulty',
  title: 'Memory errors',
  description: (t) =>
    `Errors of the memory within an hour that the hardware noticed and could not correct, by node and memory controller. Above ${t.warning}, a module is broken; only machines that report them are seen.`,
  query: uncorrectedMemory.increase('1h').maxBy(...BY_CONTROLLER),
  warning: above(count(0)).for('1m'),
  view: { recorded: true },
  examples: {
    warning: {
      fires: [
        {
          series: [
            grows(uncorrectedMemory, { ...node(), controller: '0' }, 0.5 / 3600),
            grows(uncorrectedMemory, { ...formerly(), controller: '0' }, 0),
            grows(uncorrectedMemory, { ...node(), controller: '1' }, 0),
          ],
          at: '2m',
          notYetAt: '1m',
          labels: { ...N1, controller: '0' },
        },
        // One is told of for an hour.
        {
          series: [once(uncorrectedMemory, { ...node(), controller: '0' }, '5m')],
          at: '63m',
          notYetAt: '5m',
          labels: { ...N1, controller: '0' },
        },
      ],
      quiet: [
        { series: [grows(uncorrectedMemory, { ...node(), controller: '0' }, 0)], at: '70m' },
        { series: [once(uncorrectedMemory, { ...node(), controller: '0' }, '5m')], at: '80m' },
      ],
    },
  },
  impact: 'A result may be wrong without anybody noticing, and the node may stop at any time.',
  nextSteps: [
    DRAIN,
    'Name the module for whoever replaces it: ssh <node> "dmesg -T | grep -i edac", or the event log of the machine: ssh <node> ipmitool sel list.',
    'Judge again the lots that were judged on it since: their files are named by kubectl -n test-data logs -l app.kubernetes.io/name=stdf-etl --since=24h | grep <node>.',
  ],
});
