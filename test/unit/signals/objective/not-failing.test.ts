import { counter, percent, print } from '../../../../promql';
import { notFailing } from '../../../../signals';

const all = counter('sent_total', { labels: { way: ['mail', 'pigeon'] }, help: 'Letters.' });
const good = counter('arrived_total', { labels: { way: ['mail', 'pigeon'] }, help: 'Letters that arrived.' });
const failed = counter('lost_total', {
  labels: { way: ['mail', 'pigeon'], why: ['rain', 'hawk'] },
  help: 'Letters lost.',
});
const PROMISED = {
  id: 'post',
  title: 'Post',
  promise: 'of letters arrive',
  objective: percent(99),
  missing: 'not counted',
  impact: 'Nobody reads them.',
  nextSteps: ['Send lost letters again by another way.'],
} as const;

const text = (expr: Parameters<typeof print>[0]): string => print(expr).replace(/\s+/g, ' ');

describe('an objective with a counter of failures', () => {
  test('takes all events from a counter that has the failed ones, too', () => {
    const { sli } = notFailing({ ...PROMISED, all, failed, by: ['way'] });
    if (sli.kind !== 'events') throw new Error(sli.kind);
    expect(sli.counts).toBe('bad');
    expect(text(sli.all('5m').expr)).toBe('sum by (way) (rate(sent_total[5m]))');
    expect(text(sli.counted('5m').expr)).toBe('sum by (way) (rate(lost_total[5m]))');
  });

  test('adds the failed ones to a counter of the good, also where only one of the two is there', () => {
    const { sli } = notFailing({ ...PROMISED, good, failed });
    if (sli.kind !== 'events') throw new Error(sli.kind);
    const [arrived, lost] = ['sum(rate(arrived_total[5m]))', 'sum(rate(lost_total[5m]))'];
    expect(text(sli.all('5m').expr)).toBe(`${arrived} + (${lost} or ${arrived} * 0) or ${lost}`);
  });

  test('is tested with series of both, of one group', () => {
    const { sli } = notFailing({ ...PROMISED, good, failed, by: ['way'] });
    expect(sli.example.labels).toEqual({ way: 'mail' });
    expect(sli.example.series.map(({ series, level }) => [series, level(100, 0.25)])).toEqual([
      ['arrived_total{way="mail"}', 75],
      ['lost_total{way="mail",why="rain"}', 25],
    ]);
  });
});
