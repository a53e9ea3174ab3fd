import { counter, print } from '../../../promql';
import { holds } from '../../../signals';
import { trouble, wrong } from '../../../workloads/trouble';

const OVEN = { job: 'oven', namespace: 'bakery' } as const;
const burnt = counter('oven_burnt_total', { labels: { tray: ['upper'] }, help: 'Loaves that were burnt.' });
const raw = counter('oven_raw_total', { help: 'Loaves that were raw.' });

const signal = trouble({
  name: 'OvenTrouble',
  title: 'Loaves spoilt',
  description: 'Loaves that cannot be sold.',
  scraped: OVEN,
  label: 'how',
  kinds: { burnt: wrong(burnt, OVEN, { tray: 'upper' }), raw: wrong(raw, OVEN) },
  impact: 'Nobody buys them.',
  nextSteps: ['Turn the oven down to 200 degrees.'],
});

describe('trouble of several kinds', () => {
  it('is one signal, by kind and replica, of the program that is meant alone', () => {
    const text = print(signal.query.expr).replace(/\s+/g, ' ');
    expect(text).toContain('sum by (pod) (rate(oven_burnt_total{job="oven",namespace="bakery"}[5m])), "how", "burnt"');
    expect(text).toContain('rate(oven_raw_total{job="oven",namespace="bakery"}[5m])), "how", "raw"');
    expect([...signal.query.labels].sort()).toEqual(['how', 'pod']);
  });

  it('warns of each kind that goes on for ten minutes', () => {
    const { warning, critical } = signal.conditions;
    if (!warning) throw new Error('it does not warn');
    expect(critical).toBeUndefined();
    expect(warning.for).toBe('10m');
    expect(print(holds(signal.query, warning).expr)).toMatch(/\)\s*> 0$/);
    expect(signal.examples.warning?.fires).toMatchObject({
      at: '13m',
      notYetAt: '10m',
      labels: [
        { how: 'burnt', pod: 'a' },
        { how: 'raw', pod: 'a' },
      ],
    });
  });
});
