import { App, Yaml } from 'cdk8s';
import type { RenderedChart } from '../charts/invariants';
import type { Environment } from '../environments';
import { chartsOf, check, GATES, gatesOf, type ChartFactory } from '../main';

/** One file of the output, and what it took to make it. */
export interface ChartFile extends RenderedChart {
  readonly text: string;
  readonly milliseconds: number;
}

/**
 * An environment's files in memory; nothing is written. The text is what cdk8s itself writes.
 * @throws Error at the first declaration or object that is wrong
 */
export function renderEnvironment(environment: Environment): readonly ChartFile[] {
  // cdk8s wants a folder although it writes nothing before synth().
  const app = new App({ outdir: 'dist' });
  const charts = chartsOf(environment).map((create) => rendered(app, create));
  const gates = gatesOf(environment).map((create) => rendered(app, create, GATES));
  check(environment, charts, gates);
  return [...charts, ...gates];
}

function rendered(app: App, create: ChartFactory, folder?: string): ChartFile {
  const start = performance.now();
  const chart = create(app);
  const objects = chart.toJson() as RenderedChart['objects'];
  const text = Yaml.stringify(...objects);
  const name = folder === undefined ? chart.node.id : `${folder}/${chart.node.id}`;
  return { name, objects, text, milliseconds: performance.now() - start };
}
