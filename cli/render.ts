import { App, Yaml } from 'cdk8s';
import type { RenderedChart } from '../charts/invariants';
import type { Environment } from '../environments';
import { chartsOf, check } from '../main';

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
  const files = chartsOf(environment).map((create) => {
    const start = performance.now();
    const chart = create(app);
    const objects = chart.toJson() as RenderedChart['objects'];
    const text = Yaml.stringify(...objects);
    return { name: chart.node.id, objects, text, milliseconds: performance.now() - start };
  });
  check(environment, files);
  return files;
}
