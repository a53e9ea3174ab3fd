import { panel } from '../../../dashboards/kit/panel';
import { workloadDashboard } from '../../../dashboards/workload-dashboard';
import { OF_KEPT_SPANS } from '../../../telemetry/span-series';
import { WORKLOADS } from '../../../workloads';
import { latencyHeatmap, latencyP95 } from '../../../workloads/wafer-map/rendering';
import { LINKS } from '../../fixtures/environment';

interface Target {
  readonly refId: string;
  readonly expr: string;
  readonly exemplar?: boolean;
  readonly range?: boolean;
}

const targetsOf = (built: unknown): readonly Target[] =>
  (built as { readonly targets?: readonly Target[] }).targets ?? [];
const of = (signal: Parameters<typeof panel>[0]): readonly Target[] =>
  targetsOf(panel(signal, { match: [] }, LINKS).build());

const KEPT = `${OF_KEPT_SPANS.duration}_bucket{service_name="wafer-map",span_name="GET /wafer-map",span_kind="SPAN_KIND_SERVER"}\n< 0`;

describe('exemplars on a panel', () => {
  it.each([
    ['curves', latencyP95],
    ['a heatmap', latencyHeatmap],
  ])('of %s come by a query of their own, which names the kept spans and draws nothing', (_, signal) => {
    const marking = of(signal).filter(({ exemplar }) => exemplar === true);
    expect(marking).toEqual([expect.objectContaining({ expr: KEPT, range: true, refId: 'B' })]);
  });

  it('are never asked of anything but the spans of kept traces', () => {
    const all = WORKLOADS.flatMap((workload) =>
      workload.dashboards.flatMap((dashboard) => workloadDashboard(workload, dashboard, LINKS).panels ?? []),
    ).flatMap(targetsOf);
    const marking = all.filter(({ exemplar }) => exemplar !== undefined);
    expect(marking.length).toBeGreaterThan(0);
    expect(marking.filter(({ expr }) => !expr.startsWith(`${OF_KEPT_SPANS.duration}_bucket`))).toEqual([]);
  });
});
