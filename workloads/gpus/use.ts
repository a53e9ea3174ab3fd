import { celsius, count } from '../../promql';
import { above, shown, signal, stays, type InputSeries } from '../../signals';
import { DRAIN, G0, GPU, gpu } from './gpu';
import {
  clockEvents,
  memoryFree,
  memoryTemperature as memoryTemperatureGauge,
  memoryUsed,
  power as powerGauge,
  temperature as temperatureGauge,
  utilization,
} from './metrics';

export const use = shown({
  name: 'GpuUse',
  title: 'GPU use',
  description:
    'The share of time in which a GPU computes, by node and GPU. One that is full is well used; the yield predictor has an alert of its own.',
  query: utilization.maxBy(...GPU),
  view: { drillDown: 'gpus' },
});

export const memory = shown({
  name: 'GpuMemory',
  title: 'GPU memory',
  description:
    'The share of its memory that a GPU has in use, by node and GPU. Many programs take all of it at their start.',
  query: memoryUsed.div(memoryUsed.add(memoryFree).positive()).maxBy(...GPU),
});

export const power = shown({
  name: 'GpuPower',
  title: 'Power',
  description: 'Power that a GPU draws, by node and GPU.',
  query: powerGauge.maxBy(...GPU),
});

const COOLING = [
  'Compare the GPUs of the node: if all are hot, it is the air or the fans of the machine: ssh <node> ipmitool sensor list | grep -iE "fan|temp"; if all nodes of a rack are, it is the room.',
  'Take load away until it is cool: ssh <node> nvidia-smi -i <gpu> --power-limit=<watts> lowers what it draws.',
];

/** The pod that has it now, and the one before, when it was cool. */
const two = (of: (labels: ReturnType<typeof gpu>, isNow: boolean) => InputSeries): readonly InputSeries[] => [
  of(gpu('0'), true),
  of(gpu('0', 'before'), false),
  of(gpu('1'), false),
];

export const temperature = signal({
  name: 'GpuHot',
  title: 'Temperature',
  description: (t) =>
    `Temperature of a GPU, by node and GPU. Above ${t.warning} it lowers its clock soon, and stops when it gets hotter still.`,
  query: temperatureGauge.maxBy(...GPU),
  warning: above(celsius(85)).for('10m'),
  examples: {
    warning: {
      fires: {
        series: two((of, isNow) => stays(temperatureGauge, of, isNow ? 85.4 : 50)),
        at: '11m',
        notYetAt: '9m',
        labels: G0,
      },
      quiet: { series: [stays(temperatureGauge, gpu('0'), 84.6)], at: '30m' },
    },
  },
  impact: 'What computes there gets slower, and fails if the GPU shuts itself off.',
  nextSteps: [...COOLING, DRAIN],
});

export const memoryTemperature = signal({
  name: 'GpuMemoryHot',
  title: 'Temperature of memory',
  description: (t) =>
    `Temperature of the memory of a GPU, by node and GPU; 0 where it has no sensor. Above ${t.warning} its errors become more frequent.`,
  query: memoryTemperatureGauge.maxBy(...GPU),
  warning: above(celsius(95)).for('10m'),
  examples: {
    warning: {
      fires: {
        series: two((of, isNow) => stays(memoryTemperatureGauge, of, isNow ? 95.4 : 50)),
        at: '11m',
        notYetAt: '9m',
        labels: G0,
      },
      quiet: { series: [stays(memoryTemperatureGauge, gpu('0'), 94.6)], at: '30m' },
    },
  },
  impact: 'Memory errors end what computes there, and wear the memory out.',
  nextSteps: [
    ...COOLING,
    'See Double-bit errors on the dashboard GPUs: if there are any, take the node out with kubectl drain <node> --ignore-daemonsets --delete-emptydir-data.',
  ],
});

/** Reasons that somebody has to do with: heat, and too little power. That it is idle, or at the limit that was set, is normal. */
const HELD_BACK = ['hw_slowdown', 'hw_thermal', 'sw_thermal', 'hw_power_brake'] as const;

const events = (clock_event: string, value: number, of = gpu('0')) =>
  stays(clockEvents, { ...of, window_size_in_ms: '300000', clock_event }, value);
const computes = (number: string) => stays(utilization, gpu(number), 90);

export const throttling = signal({
  name: 'GpuThrottled',
  title: 'Clocks held back',
  description: (t) =>
    `How often within five minutes the clock of a GPU was held back for heat or for lack of power, by node and GPU. Above ${t.warning} all the time, it computes slower than it could.`,
  query: clockEvents
    .where({ clock_event: HELD_BACK })
    .sumBy(...GPU)
    .orZeroOf(utilization.maxBy(...GPU)),
  warning: above(count(0)).for('15m'),
  examples: {
    warning: {
      fires: {
        series: [events('sw_thermal', 3), computes('0'), computes('1')],
        at: '16m',
        notYetAt: '14m',
        labels: G0,
      },
      quiet: {
        series: [events('power_cap', 9), events('gpu_idle', 9), events('hw_thermal', 0), computes('0')],
        at: '40m',
      },
    },
  },
  impact:
    'Training takes longer than planned, predictions come late; in a job of several GPUs all wait for the slowest.',
  nextSteps: [
    'Read the reason: ssh <node> nvidia-smi -q -i <gpu> -d PERFORMANCE.',
    'For heat, see Temperature on the dashboard GPUs, and fans and air: ssh <node> ipmitool sensor list | grep -iE "fan|temp".',
    'A power brake comes from the power supply of the machine: have it looked at, and take the node out meanwhile: kubectl cordon <node>.',
  ],
});
