import { checkDashboards, type RenderedDashboard } from '../../../dashboards/check';

const query = { refId: 'A', expr: 'up{job=~"$job"}' };
const panel = {
  id: 1,
  type: 'timeseries',
  title: 'Up',
  description: 'Whether it is up.',
  gridPos: { x: 0, y: 0, w: 12, h: 8 },
  fieldConfig: { defaults: { unit: 'short' } },
  targets: [query],
};
const dashboard: RenderedDashboard = { uid: 'a', title: 'A', panels: [panel], templating: { list: [{ name: 'job' }] } };
const withPanel = (change: object): RenderedDashboard => ({ ...dashboard, panels: [{ ...panel, ...change }] });
const beside = { ...panel, id: 2, gridPos: { x: 12, y: 0, w: 12, h: 8 } };

describe('a rendered dashboard', () => {
  it('is accepted as it should be', () => {
    expect(() => checkDashboards([{ ...dashboard, panels: [panel, beside] }])).not.toThrow();
  });

  it.each<[string, RenderedDashboard[], string]>([
    ['has a title on every panel', [withPanel({ title: '' })], "dashboard 'A': panel '' has no title"],
    ['has a description on every panel', [withPanel({ description: '' })], "panel 'Up' has no description"],
    ['has a unit on every panel', [withPanel({ fieldConfig: {} })], "panel 'Up' has no unit"],
    ['has a query on every panel', [withPanel({ targets: [] })], "panel 'Up' has no query"],
    ['has unique queries on a panel', [withPanel({ targets: [query, query] })], "panel 'Up' has two queries A"],
    ['has unique panel ids', [{ ...dashboard, panels: [panel, { ...beside, id: 1 }] }], 'two panels have the id 1'],
    [
      'has no panel upon another',
      [{ ...dashboard, panels: [panel, { ...beside, title: 'Down', gridPos: { x: 11, y: 7, w: 2, h: 2 } }] }],
      "panels 'Up' and 'Down' overlap",
    ],
    [
      'declares every variable that a query uses',
      [withPanel({ targets: [{ refId: 'A', expr: 'up{job=~"$job",pod=~"${pod}"}' }] })],
      "panel 'Up' uses the variable 'pod', which is not declared",
    ],
    [
      'uses every variable that it declares',
      [{ ...dashboard, templating: { list: [{ name: 'job' }, { name: 'jobs' }] } }],
      "variable 'jobs' reaches no query",
    ],
    [
      'has at most twelve panels',
      [
        {
          ...dashboard,
          panels: Array.from({ length: 13 }, (_, i) => ({ ...panel, id: i, gridPos: { x: 0, y: i * 8, w: 1, h: 8 } })),
        },
      ],
      "dashboard 'A': 13 panels, at most 12",
    ],
  ])('%s', (_, dashboards, message) => {
    expect(() => checkDashboards(dashboards)).toThrow(message);
  });

  it('may use the variables that Grafana provides', () => {
    expect(() =>
      checkDashboards([withPanel({ targets: [{ refId: 'A', expr: 'rate(x{job=~"$job"}[$__rate_interval])' }] })]),
    ).not.toThrow();
  });
});
