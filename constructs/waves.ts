/**
 * Argo CD applies objects in waves and waits for each wave's health before the next. Only what others cannot do without comes
 * early; rules, monitors and dashboards never wait behind a Prometheus that is still starting.
 */
const WAVES = { namespace: -10, rbac: -5, operator: 0, default: 5 } as const;

export type Wave = keyof typeof WAVES;

/** The annotation that puts an object into a wave. */
export function waveAnnotation(wave: Wave): Readonly<Record<string, string>> {
  return { 'argocd.argoproj.io/sync-wave': String(WAVES[wave]) };
}
