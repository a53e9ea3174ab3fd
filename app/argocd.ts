import { ArgoCdApplicationsChart, ArgoCdRootChart } from '../charts/argocd';
import type { RenderedChart } from '../charts/invariants';
import type { Environment } from '../environments';
import type { ChartFactory } from './chart-factory';

/**
 * What Argo CD reads of an environment. Each becomes `dist/<environment>/argocd/<chart>.k8s.yaml`.
 * @param charts the environment's charts as they are rendered: its project allows what is in them, and nothing else
 */
export function argoCdOf(environment: Environment, charts: readonly RenderedChart[]): readonly ChartFactory[] {
  const { name, gitOps, existing = {} } = environment;
  const props = { environment: name, gitOps, charts, installsCrds: existing.operator === undefined };
  return [(app) => new ArgoCdRootChart(app, props), (app) => new ArgoCdApplicationsChart(app, props)];
}
