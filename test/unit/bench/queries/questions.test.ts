import { questions, type Question } from '../../../bench/queries/questions';
import { DAY, HOUR } from '../../../../simulator/time';
import type { Dashboard, Panel } from '../../../live/harness/dashboards';

const END = 100 * DAY;

const target = (expr: string) => ({ refId: 'A', expr });

const dashboardOf = (panel: Partial<Panel>, ranges: readonly string[] = ['now-6h', 'now-1d']): Dashboard => ({
  title: 'Kiln',
  ranges,
  panels: [
    {
      title: 'Heat',
      targets: [target('rate(heat_total[$__rate_interval])')],
      exemplars: [],
      logs: [],
      searches: [],
      ...panel,
    },
  ],
  variables: [],
  streams: [],
  fixed: [],
  annotations: [],
});

const asked = (dashboard: Dashboard, choices = [{}]): readonly Question[] =>
  questions({ dashboard, choices, end: END, scrapeInterval: 15 });

const widths = (dashboard: Dashboard): readonly number[] =>
  asked(dashboard).map(({ range }) => range.end - range.start);

describe('what a dashboard asks', () => {
  it('is asked at an hour, and at the widest range that it offers', () => {
    expect(asked(dashboardOf({}))).toEqual([
      {
        view: '1 h',
        dashboard: 'Kiln',
        panel: 'Heat',
        query: 'rate(heat_total[60s])',
        range: { start: END - HOUR, end: END, step: 15 },
        instant: false,
      },
      {
        view: 'the widest range',
        dashboard: 'Kiln',
        panel: 'Heat',
        query: 'rate(heat_total[75s])',
        range: { start: END - DAY, end: END, step: 60 },
        instant: false,
      },
    ]);
  });

  it('is asked at the widest range that it offers, in whatever order', () => {
    expect(widths(dashboardOf({}, ['now-30d', 'now-15m']))).toEqual([HOUR, 30 * DAY]);
  });

  it("is asked at a panel's own range, whichever is chosen", () => {
    expect(widths(dashboardOf({ timeFrom: '7d' }))).toEqual([7 * DAY, 7 * DAY]);
  });

  it('has its points no closer to each other than a panel wants', () => {
    const [question] = asked(dashboardOf({ timeFrom: '30d', interval: '1d', targets: [target('x[$__interval]')] }));
    expect(question?.range.step).toBe(DAY);
    expect(question?.query).toBe(`x[${DAY}s]`);
  });

  it('has no more points than a panel allows', () => {
    expect(asked(dashboardOf({ maxDataPoints: 300 })).map(({ range }) => range.step)).toEqual([15, 300]);
  });

  it('knows the range', () => {
    expect(asked(dashboardOf({ targets: [target('x[$__range]')] })).map(({ query }) => query)).toEqual([
      'x[3600s]',
      'x[86400s]',
    ]);
  });

  it('is asked for every choice, and once where choices make no difference', () => {
    const dashboard = dashboardOf({ targets: [target('a{kiln=~"$kiln"}'), target('b')] });
    expect(asked(dashboard, [{ kiln: '.+' }, { kiln: 'K1' }]).slice(0, 3)).toMatchObject([
      { query: 'a{kiln=~".+"}' },
      { query: 'a{kiln=~"K1"}' },
      { query: 'b' },
    ]);
  });
});
