import { selectors, type AnyMetric, type Expr } from '../promql';
import type { Scrape } from './scrape';
import type { Workload } from './workload';

/** One program that tells of a workload: where it is scraped, and everything that it emits of what is worth reading. */
export interface Exporter {
  readonly scrape: Scrape;
  readonly metrics: Readonly<Record<string, AnyMetric>>;
}

/** All exporters of a workload, the main one first. */
export const exportersOf = ({ scrape, metrics, parts }: Pick<Workload, 'scrape' | 'metrics' | 'parts'>) =>
  [{ scrape, metrics }, ...parts] as readonly Exporter[];

/** The exporter whose metric a query reads first; the main one, where it reads none of the workload's own. */
export function exporterOf(
  workload: Pick<Workload, 'scrape' | 'metrics' | 'parts'>,
  { expr }: { readonly expr: Expr },
): Exporter {
  const exporters = exportersOf(workload);
  const names = selectors(expr).map(({ metric }) => metric);
  const emits = ({ metrics }: Exporter): boolean =>
    Object.values(metrics).some(({ spec }) => names.includes(spec.name));
  return exporters.find(emits) ?? exporters[0] ?? { scrape: workload.scrape, metrics: workload.metrics };
}

/** The namespaces in which the monitors of a workload's own chart look for targets. */
export const scrapedNamespaces = (workload: Pick<Workload, 'scrape' | 'metrics' | 'parts'>): readonly string[] =>
  exportersOf(workload)
    .filter(({ scrape }) => scrape.monitor !== 'of the stack')
    .map(({ scrape }) => scrape.namespace);
