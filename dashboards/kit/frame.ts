import {
  type CustomVariableBuilder,
  DashboardBuilder,
  DashboardCursorSync,
  RowBuilder,
  TimeOptionBuilder,
  TimePickerBuilder,
  type AnnotationQueryBuilder,
  type Dashboard as Grafana,
  type DashboardLinkBuilder,
  type DatasourceVariableBuilder,
  type Panel,
  type QueryVariableBuilder,
  type TextBoxVariableBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { milliseconds, type Duration } from '../../promql';
import { layout, type Position } from './layout';

/** The classic schema that Grafana 13 still reads and writes back unchanged. */
const SCHEMA_VERSION = 42;

/** A panel that has no place and no id yet: both follow from where it stands. */
export interface Placeable {
  build(): Panel;
  id(id: number): Placeable;
  gridPos(position: Position): Placeable;
}

/** A row of panels from left to right. */
export interface FrameRow {
  readonly title: string;
  readonly panels: readonly Placeable[];
  /** How high its panels are, in Grafana's grid. */
  readonly height?: number;
}

/** Rows with anything in them: what is not watched in an environment leaves no empty one behind. */
export const shownRows = (rows: readonly FrameRow[]): readonly FrameRow[] =>
  rows.filter(({ panels }) => panels.length > 0);

/** What dashboards of every kind are made of. */
export interface Frame {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  /** Beside that of the project. */
  readonly tags: readonly string[];
  /**
   * The longest time over which it says something; panels may have one of their own. Default: a day, since whoever is on
   * call compares with the day before.
   */
  readonly widest?: Duration;
  readonly variables: readonly (
    DatasourceVariableBuilder | QueryVariableBuilder | TextBoxVariableBuilder | CustomVariableBuilder
  )[];
  readonly annotations: readonly AnnotationQueryBuilder[];
  readonly links: readonly DashboardLinkBuilder[];
  readonly rows: readonly FrameRow[];
}

/** Times before now that readers choose from. */
const RANGES = [
  ['15m', 'Last 15 minutes'],
  ['1h', 'Last hour'],
  ['6h', 'Last 6 hours'],
  ['1d', 'Last day'],
  ['7d', 'Last 7 days'],
  ['30d', 'Last 30 days'],
] as const satisfies readonly (readonly [Duration, string])[];

/** Those that make sense on a dashboard; any other can be typed. */
const rangesUpTo = (widest: Duration): TimeOptionBuilder[] =>
  RANGES.filter(([range]) => milliseconds(range) <= milliseconds(widest)).map(([range, display]) =>
    new TimeOptionBuilder().display(display).from(`now-${range}`).to('now'),
  );

/**
 * A dashboard as Grafana's classic JSON model, by the rules of the house: the last hour, with a time picker that offers what makes sense, and
 * rows from top to bottom, from which places and ids follow.
 */
export function frame(props: Frame): Grafana {
  const { uid, title, description, tags, widest = '1d', variables, annotations, links, rows } = props;
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags(['probecard', ...tags])
    .time({ from: 'now-1h', to: 'now' })
    .timepicker(new TimePickerBuilder().quickRanges(rangesUpTo(widest)))
    .tooltip(DashboardCursorSync.Crosshair)
    .refresh('1m')
    .timezone('browser')
    .readonly()
    .variables([...variables])
    .annotations([...annotations])
    .links([...links]);

  const places = layout(rows.map(({ panels, height }) => ({ panels: panels.length, height })));
  const ids = counting();
  rows.forEach((row, r) => {
    const place = places[r];
    if (!place) throw new Error(`row '${row.title}' has no place`);
    builder.withRow(new RowBuilder(row.title).id(ids()).gridPos(place.header));
    row.panels.forEach((panel, p) => {
      builder.withPanel(panel.id(ids()).gridPos(place.panels[p] ?? place.header));
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
