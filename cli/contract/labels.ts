import { TARGET_LABELS, type MetricSpec } from '../../promql';
import type { Scrape } from '../../signals';
import type { Exposed } from './exposed';
import { seriesText, some, type Finding } from './finding';
import type { Sample } from './sample';

/** Labels by which a format tells parts of one metric; no catalog declares them. */
const IMPLIED: Readonly<Partial<Record<Exposed['kind'] | MetricSpec['kind'], string>>> = {
  histogram: 'le',
  gaugehistogram: 'le',
  summary: 'quantile',
};

/** Labels that are missing or additional, and values that are not declared. */
export function labelFindings(
  spec: MetricSpec,
  { kind, samples }: Exposed,
  { honorsLabels }: Pick<Scrape, 'honorsLabels'>,
): readonly Finding[] {
  const declared = Object.keys(spec.labels);
  const ofTarget: readonly string[] = honorsLabels ? TARGET_LABELS : [];
  const implied = [IMPLIED[kind], IMPLIED[spec.kind]].filter((label) => !declared.includes(label ?? ''));
  const found = samples.flatMap(labelsOf).filter((label) => !implied.includes(label) && !ofTarget.includes(label));
  return [
    ...declared.flatMap((label) => missing(spec, label, samples)),
    ...[...new Set(found)]
      .filter((label) => !declared.includes(label))
      .map((label) => additional(spec, label, samples)),
    ...declared.flatMap((label) => strangeValues(spec, label, samples)),
  ];
}

/** To Prometheus, an empty value is the same as no label. */
const labelsOf = ({ labels }: Sample): readonly string[] =>
  [...labels].filter(([, value]) => value !== '').map(([label]) => label);

const has = (label: string) => (sample: Sample) => (sample.labels.get(label) ?? '') !== '';

function missing({ name }: MetricSpec, label: string, samples: readonly Sample[]): readonly Finding[] {
  const without = samples.filter((sample) => !has(label)(sample)).length;
  if (without === 0) return [];
  return [{ metric: name, finding: 'missing label', expected: label, found: `not in ${share(without, samples)}` }];
}

function additional({ name, labels }: MetricSpec, label: string, samples: readonly Sample[]): Finding {
  const own = Object.keys(labels).join(', ') || 'no labels';
  const renamed = (TARGET_LABELS as readonly string[]).includes(label)
    ? `; the scrape sets it, and makes this one exported_${label}`
    : '';
  const found = `${label}, in ${share(samples.filter(has(label)).length, samples)}${renamed}`;
  return { metric: name, finding: 'additional label', expected: own, found };
}

const share = (some: number, samples: readonly Sample[]): string =>
  some === samples.length ? `any of its ${seriesText(some)}` : `${some} of its ${seriesText(samples.length)}`;

function strangeValues({ name, labels }: MetricSpec, label: string, samples: readonly Sample[]): readonly Finding[] {
  const known = labels[label];
  if (known === undefined || typeof known === 'symbol') return [];
  const values = new Set(samples.map((sample) => sample.labels.get(label) ?? ''));
  const strange = [...values].filter((value) => value !== '' && !known.includes(value));
  if (strange.length === 0) return [];
  return [
    {
      metric: name,
      finding: 'unexpected value',
      expected: `${label}: ${known.join(', ')}`,
      found: `${label}: ${some(strange)}`,
    },
  ];
}
