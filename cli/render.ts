import { App } from 'cdk8s';
import { argoCdOf } from '../app/argocd';
import type { ChartFactory } from '../app/chart-factory';
import { check } from '../app/check';
import { GATES, gatesOf } from '../app/gates';
import { ARGOCD } from '../charts/argocd';
import type { RenderedChart } from '../charts/invariants';
import { jsonOf, type KubeObject } from '../charts/invariants/kube-object';
import { toYaml } from '../constructs/yaml';
import type { Environment } from '../environments';
import { chartsOf } from '../main';

/** One file of the output, and what it took to make it. */
export interface ChartFile extends RenderedChart {
  readonly text: string;
  readonly milliseconds: number;
}

/** How an object becomes text. */
export type Writer = (object: KubeObject) => string;

/** What stands for an address that environments have in common but for its value: as long and as plain as one. */
const SHARED_ADDRESS = 'https://address.shared.example/';

/**
 * Writes objects of several environments as YAML. They have most of theirs in common, or differ in public addresses only,
 * which stand in every alert and dashboard: what equals one that was written before is not written again.
 */
export class SharingWriter {
  private readonly written = new Map<string, string>();

  /** Of one environment. */
  of({ urls }: Environment): Writer {
    const addresses: readonly string[] = [...new Set<string>(Object.values<string>({ ...urls }))].sort(
      (a, b) => b.length - a.length,
    );
    const shared = (text: string): string =>
      addresses.reduce((all, address, i) => all.replaceAll(address, `${SHARED_ADDRESS}${i}`), text);
    const own = (text: string): string =>
      addresses.reduce((all, address, i) => all.replaceAll(`${SHARED_ADDRESS}${i}`, address), text);
    return (object) => {
      const key = shared(jsonOf(object));
      const text = this.written.get(key) ?? toYaml(JSON.parse(key) as object);
      this.written.set(key, text);
      return own(text);
    };
  }
}

/**
 * An environment's files in memory; nothing is written.
 * @throws Error at the first declaration or object that is wrong
 */
export function renderEnvironment(environment: Environment, write: Writer = toYaml): readonly ChartFile[] {
  // cdk8s wants a folder although it writes nothing before synth().
  const app = new App({ outdir: 'dist' });
  const render = (create: ChartFactory, folder?: string) => rendered(app, create, write, folder);
  const charts = chartsOf(environment).map((create) => render(create));
  const gates = gatesOf(environment).map((create) => render(create, GATES));
  const argoCd = argoCdOf(environment, charts).map((create) => render(create, ARGOCD));
  check(environment, { charts, gates, argoCd });
  return [...charts, ...gates, ...argoCd];
}

function rendered(app: App, create: ChartFactory, write: Writer, folder?: string): ChartFile {
  const start = performance.now();
  const chart = create(app);
  const objects = chart.toJson() as RenderedChart['objects'];
  const text = textOf(objects, write);
  const name = folder === undefined ? chart.node.id : `${folder}/${chart.node.id}`;
  return { name, objects, text, milliseconds: performance.now() - start };
}

/** The objects as Kubernetes reads them. Not by cdk8s's own writer, which takes twice the time, half of that of a whole synth. */
const textOf = (objects: RenderedChart['objects'], write: Writer): string => objects.map(write).join('---\n');
