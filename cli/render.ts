import { App } from 'cdk8s';
import { argoCdOf } from '../app/argocd';
import type { ChartFactory } from '../app/chart-factory';
import { check } from '../app/check';
import { GATES, gatesOf } from '../app/gates';
import { ARGOCD } from '../charts/argocd';
import type { RenderedChart } from '../charts/invariants';
import { toYaml } from '../constructs/yaml';
import type { Environment } from '../environments';
import { chartsOf } from '../main';

/** One file of the output, and what it took to make it. */
export interface ChartFile extends RenderedChart {
  readonly text: string;
  readonly milliseconds: number;
}

/**
 * An environment's files in memory; nothing is written.
 * @throws Error at the first declaration or object that is wrong
 */
export function renderEnvironment(environment: Environment): readonly ChartFile[] {
  // cdk8s wants a folder although it writes nothing before synth().
  const app = new App({ outdir: 'dist' });
  const charts = chartsOf(environment).map((create) => rendered(app, create));
  const gates = gatesOf(environment).map((create) => rendered(app, create, GATES));
  const argoCd = argoCdOf(environment, charts).map((create) => rendered(app, create, ARGOCD));
  check(environment, { charts, gates, argoCd });
  return [...charts, ...gates, ...argoCd];
}

function rendered(app: App, create: ChartFactory, folder?: string): ChartFile {
  const start = performance.now();
  const chart = create(app);
  const objects = chart.toJson() as RenderedChart['objects'];
  const text = textOf(objects);
  const name = folder === undefined ? chart.node.id : `${folder}/${chart.node.id}`;
  return { name, objects, text, milliseconds: performance.now() - start };
}

/** The objects as Kubernetes reads them. Not by cdk8s's own writer, which takes twice the time, half of that of a whole synth. */
const textOf = (objects: RenderedChart['objects']): string => objects.map(toYaml).join('---\n');
