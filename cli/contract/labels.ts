import { absent, exposedLabels, TARGET_LABELS, type MetricSpec } from '../../promql';
import type { Scrape } from '../../signals';
import type { Exposed } from './exposed';
import { seriesText, some, type Finding } from './finding';
import type { Sample } from './sample';

/** Labels by which a format tells parts of one metric; no catalog declares them. */
const IMPLIED: Readonly<Partial<Record<Exposed['kind'] | MetricSpec['kind'], string>>> = {
  histogram: 'le',
  'native histogram': 'le',
  gaugehistogram: 'le',
  summary: 'quantile',
};

/** Labels that are missing or additional, and values that are not declared. */
export function labelFindings(
  spec: MetricSpec,
  { kind, samples }: Exposed,
  { honorsLabels }: Pick<Scrape, 'honorsLabels'>,
): readonly Finding[] {
  const declared = exposedLabels(spec.labels);
  const implied = [IMPLIED[kind], IMPLIED[spec.kind]].filter((label) => !declared.includes(label ?? ''));
  const found = new Set(samples.flatMap(labelsOf));
  // Of labels that the series are to lack once they are stored, the monitor may remove some.
  const strange = [...found].filter(
    (label) => !declared.includes(label) && !implied.includes(label) && spec.labels[label] !== absent,
  );
  return [
    ...declared.flatMap((label) => missing(spec, label, samples)),
    ...strange.map((label) => additional(spec, label, samples, honorsLabels)),
    ...declared.flatMap((label) => strangeValues(spec, label, samples)),
  ];
}

/** To Prometheus, an empty value is the same as no label: it harms nobody who has not declared the label. */
const labelsOf = ({ labels }: Sample): readonly string[] =>
  [...labels].filter(([, value]) => value !== '').map(([label]) => label);

/** A label that is there and empty is not missing: of some of what the exporter tells of, there is nothing to say. */
function missing({ name }: MetricSpec, label: string, samples: readonly Sample[]): readonly Finding[] {
  const without = samples.filter(({ labels }) => !labels.has(label)).length;
  if (without === 0) return [];
  const found =
    without === samples.length ? 'in none of its series' : `not in ${without} of ${seriesText(samples.length)}`;
  return [{ metric: name, finding: 'missing label', expected: label, found }];
}

function additional(
  { name, labels }: MetricSpec,
  label: string,
  samples: readonly Sample[],
  honorsLabels = false,
): Finding {
  const expected = exposedLabels(labels).join(', ') || 'no labels';
  const renamed =
    !honorsLabels && (TARGET_LABELS as readonly string[]).includes(label)
      ? `; the scrape sets it, and makes this one exported_${label}`
      : '';
  const having = samples.filter((sample) => labelsOf(sample).includes(label)).length;
  const where = having === samples.length ? 'all of its series' : `${having} of ${seriesText(samples.length)}`;
  return { metric: name, finding: 'additional label', expected, found: `${label}, in ${where}${renamed}` };
}

function strangeValues({ name, labels }: MetricSpec, label: string, samples: readonly Sample[]): readonly Finding[] {
  const known = labels[label];
  if (known === undefined || typeof known === 'symbol') return [];
  const values = new Set(samples.flatMap(({ labels: written }) => written.get(label) ?? []));
  const strange = [...values].filter((value) => !known.includes(value)).map((value) => value || "''");
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
