import { count, noneOf, record } from '../../promql';
import { above, comes, gone, grows, once, shown, signal, stays, type InputSeries } from '../../signals';
import { DRAIN, G0, GPU, gpu, RESET } from './gpu';
import { doubleBitErrors, lastXid as lastXidGauge, remapFailure, utilization, xidErrors } from './metrics';

const all = utilization.maxBy(...GPU);
const computes = (number: string) => stays(utilization, gpu(number), 90);

/** What programs do wrong, and what follows from that: faults of theirs (13, 31), and their end (43, 45). */
const OF_PROGRAMS = ['13', '31', '43', '45'] as const;

const xid = (number: string, value: number): InputSeries =>
  stays(xidErrors, { ...gpu('0'), window_size_in_ms: '300000', xid: number }, value);

export const xids = signal({
  name: 'GpuXidErrors',
  title: 'XID errors',
  description: (t) =>
    `Errors that the driver has reported of a GPU within five minutes, by node and GPU, without those that programs cause (${OF_PROGRAMS.join(', ')}). Above ${t.warning}, the GPU, its memory or its links are at fault.`,
  query: xidErrors
    .where({ xid: noneOf(...OF_PROGRAMS) })
    .sumBy(...GPU)
    .orZeroOf(all),
  warning: above(count(0)).for('1m'),
  examples: {
    warning: {
      fires: { series: [xid('79', 1), computes('0'), computes('1')], at: '1m', notYetAt: '1s', labels: G0 },
      quiet: { series: [xid('31', 5), xid('43', 5), xid('79', 0), computes('0')], at: '20m' },
    },
  },
  impact: 'What computes on the GPU has failed, or gives wrong results.',
  nextSteps: [
    'Read the number: Last XID on the dashboard GPUs, or ssh <node> "dmesg -T | grep -i xid". 79: it has fallen off the bus; 48, 63, 64, 94, 95: memory; 74: a link to other GPUs; 119, 120: its own processor.',
    DRAIN,
    RESET,
    'Twice within a week is a case for the maker: collect ssh <node> nvidia-bug-report.sh, and give it to him with the serial number.',
  ],
});

export const lastXid = shown({
  name: 'GpuLastXid',
  title: 'Last XID',
  description:
    'Number of the last XID error of a GPU since its driver was loaded, by node and GPU; 0 for none. It stays, whatever has been done since.',
  query: lastXidGauge.maxBy(...GPU),
  view: { as: 'number' },
});

/** Recorded, since its name is that of no counter, which Prometheus would remark on at every panel. */
export const doubleBitsWithin = record(
  'node_gpu:DCGM_FI_DEV_ECC_DBE_VOL_TOTAL:increase1h',
  doubleBitErrors.increase('1h').maxBy(...GPU),
  { interval: '1m' },
);

export const doubleBits = signal({
  name: 'GpuDoubleBitErrors',
  title: 'Double-bit errors',
  description: (t) =>
    `Memory errors of a GPU within an hour that were noticed and could not be corrected, by node and GPU. Above ${t.warning}, what was computed with that memory is lost, and the GPU waits for a reset.`,
  query: doubleBitsWithin,
  warning: above(count(0)).for('1m'),
  examples: {
    warning: {
      fires: [
        {
          series: [
            grows(doubleBitErrors, gpu('0'), 0.5 / 3600),
            grows(doubleBitErrors, gpu('0', 'before'), 0),
            grows(doubleBitErrors, gpu('1'), 0),
          ],
          at: '2m',
          notYetAt: '1m',
          labels: G0,
        },
        // One is told of for an hour.
        { series: [once(doubleBitErrors, gpu('0'), '5m')], at: '63m', notYetAt: '5m', labels: G0 },
      ],
      quiet: [
        { series: [grows(doubleBitErrors, gpu('0'), 0)], at: '70m' },
        { series: [once(doubleBitErrors, gpu('0'), '5m')], at: '80m' },
      ],
    },
  },
  impact: 'The program on the GPU was ended by the driver; others that are placed there fail until it is reset.',
  nextSteps: [
    DRAIN,
    `${RESET} That also puts spare rows of memory in place of the broken ones.`,
    'If it comes again, or Rows that cannot be replaced is above 0, the GPU is to be exchanged.',
  ],
});

export const remapFailures = signal({
  name: 'GpuMemoryWornOut',
  title: 'Rows that cannot be replaced',
  description: (t) =>
    `1 where a broken row of a GPU's memory could not be replaced since there is no spare one left, by node and GPU. Above ${t.warning} the GPU is to be exchanged.`,
  query: remapFailure.maxBy(...GPU),
  warning: above(count(0)).for('5m'),
  examples: {
    warning: {
      fires: {
        series: [
          stays(remapFailure, gpu('0'), 1),
          stays(remapFailure, gpu('0', 'before'), 0),
          stays(remapFailure, gpu('1'), 0),
        ],
        at: '6m',
        notYetAt: '4m',
        labels: G0,
      },
      quiet: { series: [stays(remapFailure, gpu('0'), 0)], at: '20m' },
    },
  },
  impact: 'Programs that are given this memory fail again and again.',
  nextSteps: [
    'Keep pods away: kubectl cordon <node>, and move what runs there with kubectl drain <node> --ignore-daemonsets --delete-emptydir-data.',
    'Have the GPU exchanged; ssh <node> nvidia-smi -q -i <gpu> -d ROW_REMAPPER,SERIAL_NUMBER is what the maker asks for.',
  ],
});

const present = all.countBy('node');

export const missing = signal({
  name: 'GpuMissing',
  title: 'GPUs that are gone',
  description: (t) =>
    `GPUs that a node had within the last hour and does not have now, by node. Above ${t.warning}, the driver has lost one while its exporter runs on.`,
  query: present.maxOverTime('1h', '1m').sub(present),
  warning: above(count(0)).for('5m'),
  examples: {
    warning: {
      fires: [
        {
          series: [computes('0'), ...gone([computes('1')], '70m')],
          at: '77m',
          notYetAt: '74m',
          labels: { node: 'n1' },
        },
        // Of two pods that have had it, none has it now.
        {
          series: [computes('0'), ...gone([computes('1'), stays(utilization, gpu('1', 'before'), 5)], '70m')],
          at: '129m',
          notYetAt: '74m',
          labels: { node: 'n1' },
        },
        // It was there for three minutes only.
        {
          series: [computes('0'), ...comes(gone([computes('1')], '3m'), '61m')],
          at: '71m',
          notYetAt: '69m',
          labels: { node: 'n1' },
        },
      ],
      quiet: [
        { series: [computes('0'), computes('1')], at: '100m' },
        // Another pod has it; and what has gone for longer than an hour is known.
        {
          series: [computes('0'), ...gone([computes('1')], '70m'), stays(utilization, gpu('1', 'next'), 5)],
          at: '100m',
        },
        { series: [computes('0'), ...gone([computes('1')], '10m')], at: '85m' },
      ],
    },
  },
  impact: 'Jobs that asked for it fail, and the scheduler goes on promising it.',
  nextSteps: [
    'See what the node has: ssh <node> nvidia-smi -L, and what became of the other: ssh <node> "dmesg -T | grep -iE \'xid|nvrm\' | tail".',
    DRAIN,
    'Restart the node; if the GPU is still missing, switch the machine off and on: a GPU that has fallen off the bus comes back with its power only.',
  ],
});
