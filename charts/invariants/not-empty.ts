import type { RenderedChart } from './kube-object';

/** An environment has charts and a chart has objects: nothing at all is never what was meant. */
export function checkNotEmpty(charts: readonly RenderedChart[]): void {
  if (charts.length === 0)
    throw new Error('it has no charts: add some in main.ts, or remove it from environments/index.ts');
  const empty = charts.find(({ objects }) => objects.length === 0);
  if (empty)
    throw new Error(`chart ${empty.name} has no objects: remove it from main.ts, or give it something to render`);
}
