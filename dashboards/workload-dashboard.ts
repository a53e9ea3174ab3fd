import {
  DashboardBuilder,
  DashboardCursorSync,
  RowBuilder,
  TimePickerBuilder,
  type Dashboard as Grafana,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dashboard, Links, Workload } from '../signals';
import { alertAnnotation } from './kit/annotations';
import { layout } from './kit/layout';
import { dashboardLink } from './kit/links';
import { panel } from './kit/panel';
import { datasourceVariable, labelVariable, variableMatchers } from './kit/variables';

/** The classic schema that Grafana 13 still reads and writes back unchanged. */
const SCHEMA_VERSION = 42;

/** One dashboard of a workload as Grafana's classic JSON model. Places and ids follow from the order of its rows. */
export function workloadDashboard(workload: Workload, dashboard: Dashboard, links: Links): Grafana {
  const { uid, title, description, rows, variables } = dashboard;
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags(['probecard', workload.name, workload.team.name])
    .time({ from: 'now-1h', to: 'now' })
    .timepicker(new TimePickerBuilder())
    .tooltip(DashboardCursorSync.Crosshair)
    .refresh('1m')
    .timezone('browser')
    .readonly()
    .variables([datasourceVariable(), ...variables.map((label) => labelVariable(dashboard, label))])
    .annotations([alertAnnotation(workload.name)])
    .links(workload.dashboards.filter((other) => other.uid !== uid).map(dashboardLink));

  const context = { match: variableMatchers(dashboard) };
  const places = layout(rows.map(({ signals }) => signals.length));
  const ids = counting();
  rows.forEach((row, r) => {
    const place = places[r];
    if (!place) throw new Error(`row '${row.title}' has no place`);
    builder.withRow(new RowBuilder(row.title).id(ids()).gridPos(place.header));
    row.signals.forEach((signal, s) => {
      builder.withPanel(
        panel(signal, context, links)
          .id(ids())
          .gridPos(place.panels[s] ?? place.header),
      );
    });
  });
  return { ...inTheOpen(builder.build()), schemaVersion: SCHEMA_VERSION };
}

/** The builder files links and annotations away in a menu; they belong where readers see them. */
function inTheOpen(built: Grafana): Grafana {
  const shown = <T extends { placement?: unknown }>({ placement: _placement, ...rest }: T) => rest;
  return {
    ...built,
    links: (built.links ?? []).map(shown),
    annotations: { list: (built.annotations.list ?? []).map(shown) },
  };
}

/** 1, 2, 3, … */
function counting(): () => number {
  let last = 0;
  return () => ++last;
}
