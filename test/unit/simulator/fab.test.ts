import { INCIDENT_NAMES } from '../../../simulator/incidents';
import { DAY, HOUR, MINUTE } from '../../../simulator/time';
import { conditions, differing, modelled, NOW, scraped } from './fixtures';

const calm = modelled(conditions());
const CALM = { before: scraped(calm, NOW - 1), after: scraped(calm, NOW + HOUR) };

describe('the simulated fab', () => {
  it('is a function of its seed and the time, in whatever order it is asked', () => {
    const [one, other] = [modelled(conditions()), modelled(conditions())];
    const later = scraped(one, NOW + HOUR);
    expect(differing(scraped(one, NOW), scraped(other, NOW))).toEqual([]);
    expect(differing(scraped(other, NOW + HOUR), later)).toEqual([]);
  });

  it('is another one with another seed', () => {
    const another = scraped(modelled({ ...conditions(), seed: 2 }), NOW - 1);
    expect(differing(another, CALM.before)).not.toEqual([]);
  });

  it('has counters and buckets that never fall, through a whole day', () => {
    const targets = modelled(conditions());
    const counting = targets.flatMap(({ series }) => series.filter(({ metric }) => metric.kind !== 'gauge'));
    const moments = Array.from({ length: 25 }, (_, i) => NOW + i * HOUR);
    const falling = counting.filter(({ value }) =>
      moments.some((t, i) => i > 0 && Number(value(t)) < Number(value(moments[i - 1] ?? t))),
    );
    expect(falling.map(({ name, labels }) => ({ name, labels }))).toEqual([]);
  });

  it('has histograms whose buckets grow with their bound, up to the count', () => {
    const histograms = modelled(conditions()).flatMap(({ series }) => series.filter(({ labels }) => 'le' in labels));
    const buckets = histograms.filter(({ metric }) => metric.kind === 'histogram');
    const broken = buckets.filter((bucket, i) => {
      const next = buckets[i + 1];
      return bucket.labels.le !== '+Inf' && Number(bucket.value(NOW)) > Number(next?.value(NOW));
    });
    expect(buckets).not.toEqual([]);
    expect(broken.map(({ name, labels }) => ({ name, labels }))).toEqual([]);
  });

  it.each(INCIDENT_NAMES)('shows %s while it lasts, and nothing of it before', (incident) => {
    const troubled = modelled(conditions(incident));
    expect(differing(scraped(troubled, NOW - 1), CALM.before)).toEqual([]);
    expect(differing(scraped(troubled, NOW + HOUR), CALM.after)).not.toEqual([]);
  });

  it('replaces pods one by one when it deploys: the new ones begin to count at zero, and none is missed', () => {
    const targets = modelled(conditions('deploy')).filter(({ labels }) => labels.job === 'yield-predictor');
    const there = (t: number) => targets.filter(({ exists }) => exists(t)).map(({ labels }) => labels.pod);
    const counts = Array.from({ length: 300 }, (_, second) => there(NOW - MINUTE + second).length);
    expect(new Set(counts)).toEqual(new Set([4, 5]));
    expect(there(NOW + HOUR).some((pod) => there(NOW - 1).includes(pod))).toBe(false);
    const [young] = targets.filter(({ exists }) => exists(NOW) && !exists(NOW - 1));
    const answered = young?.series.find(({ metric }) => metric.name === 'ml_predictions_total');
    expect(answered?.value(NOW)).toBe(0);
    expect(answered?.value(NOW + MINUTE)).toBeGreaterThan(0);
  });

  it('lets the yield jitter by about a point from one scrape to the next', () => {
    const yields = modelled(conditions()).flatMap(({ series }) =>
      series.filter(({ name }) => name === 'ate_yield_percentage'),
    );
    const steps = yields.map(({ value }) => Number(value(NOW + 15)) - Number(value(NOW)));
    const mean = steps.reduce((sum, step) => sum + Math.abs(step), 0) / steps.length;
    expect(yields).toHaveLength(20);
    expect(mean).toBeGreaterThan(0.3);
    expect(mean).toBeLessThan(1.2);
  });

  it('has more load by day than by night', () => {
    const answered = (from: number) =>
      modelled(conditions())
        .flatMap(({ series }) => series.filter(({ name }) => name === 'ml_predictions_total'))
        .reduce((sum, { value }) => sum + Number(value(from + HOUR)) - Number(value(from)), 0);
    const midnight = Math.floor(NOW / DAY) * DAY;
    expect(answered(midnight + 14 * HOUR) / answered(midnight + 2 * HOUR)).toBeGreaterThan(1.5);
  });
});
