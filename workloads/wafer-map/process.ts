import { ratio } from '../../promql';
import { above, shown, signal, stays, type InputSeries } from '../../signals';
import { cpuSeconds, openFiles, openFilesLimit, residentMemory, startTime } from '../process-metrics';
import { scrape } from './rendering';

/** Every process says the same of itself. */
const own = { job: scrape.job, namespace: scrape.namespace } as const;

export const cpu = shown({
  name: 'WaferMapCpu',
  title: 'CPU',
  description: 'CPU that each replica uses, in cores.',
  query: cpuSeconds.where(own).rate().sumBy('pod').as('cores'),
});

export const memory = shown({
  name: 'WaferMapMemory',
  title: 'Memory',
  description: 'Memory of each replica. A saw-tooth that gets steeper is a leak of tiles.',
  query: residentMemory.where(own).maxBy('pod'),
});

export const uptime = shown({
  name: 'WaferMapUptime',
  title: 'Time since the start',
  description: 'How long each replica has run. All of them young together is a deployment, one of them alone a crash.',
  query: startTime.where(own).maxBy('pod').age(),
});

/** Descriptors that are open, and that may be. */
const descriptors = (
  [open, limit]: readonly [number, number],
  of: Readonly<Record<string, string>>,
): readonly InputSeries[] => [stays(openFiles, of, open), stays(openFilesLimit, of, limit)];

/** A replica's, those that it had before it was restarted, and those of others, whose pods may be called the same. */
const replica = (open: number): readonly InputSeries[] => [
  ...descriptors([open, 1000], { ...own, pod: 'a' }),
  ...descriptors([10, 500], { ...own, pod: 'a', instance: 'before' }),
  ...descriptors([1990, 2000], { ...own, job: 'other', pod: 'a' }),
  ...descriptors([1990, 2000], { ...own, namespace: 'other', pod: 'a' }),
];

export const fileDescriptors = signal({
  name: 'WaferMapFileDescriptors',
  title: 'File descriptors',
  description: (t) =>
    `File descriptors that each replica has open, as a share of those that it may have. Above ${t.warning} it will soon refuse connections.`,
  query: openFiles.where(own).maxBy('pod').div(openFilesLimit.where(own).maxBy('pod')),
  warning: above(ratio(0.9)).for('10m'),
  examples: {
    warning: {
      fires: {
        series: replica(905),
        at: '10m',
        notYetAt: '9m',
        labels: { pod: 'a' },
      },
      quiet: { series: replica(895), at: '30m' },
    },
  },
  impact: 'The replica refuses connections, and every rendering that it gets fails.',
  nextSteps: [
    'See what it holds open: kubectl -n test-data exec <pod> -c wafer-map -- ls -l /proc/1/fd | sed "s/.*-> //" | sort | uniq -c | sort -n | tail. Many sockets to one service are a pool without a limit, many files are tiles that are never closed.',
    'Restart the replica, which takes half an hour from the leak to refusals away: kubectl -n test-data delete pod <pod>.',
    'If it began with a release, roll it back: kubectl -n test-data rollout undo deployment/wafer-map.',
  ],
});
