import type { Dashboard, Signal, Workload } from '../../signals';

/** The yield predictor, declared anew `count` times under different names: what a larger catalogue would cost. */
export function copies(count: number): readonly Workload[] {
  return Array.from({ length: count }, (_, i) => renamed(declaredAnew(), i));
}

/** Evaluates the declarations again, since building expressions is part of the cost. */
function declaredAnew(): Workload {
  const declarations = Object.keys(require.cache).filter((path) => /\/workloads\/(?!teams)/.test(path));
  declarations.forEach((path) => Reflect.deleteProperty(require.cache, path));
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import is evaluated once only
  const { yieldPredictor } = require('../../workloads/yield-predictor') as { yieldPredictor: Workload };
  return yieldPredictor;
}

function renamed(workload: Workload, copy: number): Workload {
  const signals = new Map(
    workload.signals.map((signal) => [signal, { ...signal, name: `${signal.name}${copy}` }] as const),
  );
  const swap = (signal: Signal): Signal => signals.get(signal) ?? signal;
  const uids = new Map(workload.dashboards.map(({ uid }) => [uid, `${uid}-${copy}`] as const));
  const relinked = (signal: Signal): Signal => {
    const { drillDown } = signal.view;
    return drillDown === undefined
      ? signal
      : { ...signal, view: { ...signal.view, drillDown: uids.get(drillDown) ?? drillDown } };
  };
  const dashboards = workload.dashboards.map((dashboard): Dashboard => ({
    ...dashboard,
    uid: uids.get(dashboard.uid) ?? dashboard.uid,
    rows: dashboard.rows.map((row) => ({ ...row, signals: row.signals.map((signal) => relinked(swap(signal))) })),
  }));
  return {
    ...workload,
    name: `${workload.name}-${copy}`,
    scrape: { ...workload.scrape, job: `${workload.name}-${copy}` },
    // Metrics and recorded series keep their names: only one of the copies may own them.
    ...(copy > 0 && {
      metrics: {},
      recordings: workload.recordings.map((r) => ({ ...r, record: `${r.record}_${copy}` })),
    }),
    signals: [...signals.values()].map(relinked),
    dashboards,
  };
}
