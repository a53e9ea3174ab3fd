import { milliseconds, type Duration } from '../../../promql';
import { HOUR } from '../../../simulator/time';
import type { Dashboard, Panel } from '../../live/harness/dashboards';
import { interpolate, type Choice } from '../../live/harness/interpolation';
import { rangeOf, rateInterval, stepOf, type Range } from './resolution';
import { widestOf } from './widest';

/** A time range that somebody has chosen: that with which dashboards open, or the widest that they offer. */
export const VIEWS = ['1 h', 'the widest range'] as const;
export type View = (typeof VIEWS)[number];

/** One query, as Grafana asks it. */
export interface Question {
  readonly view: View;
  readonly dashboard: string;
  readonly panel: string;
  readonly query: string;
  /** An instant one is asked at the end. */
  readonly range: Range;
  readonly instant: boolean;
}

interface Asked {
  readonly dashboard: Dashboard;
  /** What is chosen in its variables, one after the other. */
  readonly choices: readonly Choice[];
  readonly end: number;
  /** In seconds: the shortest time between two points. */
  readonly scrapeInterval: number;
}

/** All that the panels of a dashboard ask, in both views; what several choices have in common once. */
export const questions = (asked: Asked): readonly Question[] =>
  VIEWS.flatMap((view) => asked.dashboard.panels.flatMap((panel) => ofPanel(panel, view, asked)));

function ofPanel(panel: Panel, view: View, { dashboard, choices, end, scrapeInterval }: Asked): readonly Question[] {
  const seconds = panel.timeFrom === undefined ? rangeIn(view, dashboard) : inSeconds(panel.timeFrom);
  const shortest = panel.interval === undefined ? scrapeInterval : inSeconds(panel.interval);
  const step = stepOf(seconds, shortest, panel.maxDataPoints);
  const times: Choice = {
    __interval: `${step}s`,
    __rate_interval: `${rateInterval(step, scrapeInterval)}s`,
    __range: `${seconds}s`,
  };
  return panel.targets.flatMap(({ expr, instant = false }) =>
    [...new Set(choices.map((choice) => interpolate(expr, { ...choice, ...times })))].map((query) => ({
      view,
      dashboard: dashboard.title,
      panel: panel.title,
      query,
      range: rangeOf(end, seconds, step),
      instant,
    })),
  );
}

const rangeIn = (view: View, dashboard: Dashboard): number => (view === '1 h' ? HOUR : widestOf(dashboard));

const inSeconds = (duration: string): number => milliseconds(duration as Duration) / 1000;
