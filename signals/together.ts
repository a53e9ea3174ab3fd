import type { MetricSpec } from '../promql';
import { DeclarationError } from './declaration-error';
import { OF_KEPT_SPANS } from '../telemetry/span-series';
import { slothId } from './objective';
import { exportersOf } from './exporter';
import { checkClaimedOnce } from './log-claims';
import { alertNames, catalog, type Workload } from './workload';

/**
 * Workloads that one Prometheus and one Grafana watch: names that must be unique among them all.
 * @throws DeclarationError with both workloads and the name
 */
export function checkTogether(workloads: readonly Workload[]): readonly Workload[] {
  unique(workloads, 'name', ({ name }) => [name]);
  unique(workloads, 'alert', alertNames);
  unique(workloads, 'objective', (workload) => workload.objectives.map((slo) => slothId(workload, slo)));
  unique(workloads, 'recorded series', ({ recordings }) => recordings.map(({ record }) => record));
  unique(workloads, 'dashboard uid', ({ dashboards }) => dashboards.map(({ uid }) => uid));
  unique(workloads, 'scraped Service', (workload) =>
    exportersOf(workload).map(({ scrape: { namespace, job } }) => `${namespace}/${job}`),
  );
  checkMetricsAgree(workloads);
  checkReads(workloads);
  checkClaimedOnce(workloads);
  return workloads;
}

/** Several exporters may emit the same metric (what any process says of itself), but not something else of that name. */
function checkMetricsAgree(workloads: readonly Workload[]): void {
  const owners = new Map<string, { readonly workload: Workload; readonly spec: MetricSpec }>();
  for (const workload of workloads) {
    for (const spec of catalog(workload)) {
      const owner = owners.get(spec.name);
      const differs = owner && differenceOf(owner.spec, spec);
      if (owner && differs !== undefined) {
        throw new DeclarationError(
          `workloads ${owner.workload.name} and ${workload.name} both declare the metric '${spec.name}', with another ${differs}: give one of them another name, or share one declaration`,
        );
      }
      owners.set(spec.name, { workload, spec });
    }
  }
}

const differenceOf = (a: MetricSpec, b: MetricSpec): string | undefined =>
  (['kind', 'unit', 'labels', 'buckets'] as const).find((what) => comparable(a[what]) !== comparable(b[what]));

/** Labels in whatever order; `any` by its name. */
const comparable = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'symbol'
      ? String(part)
      : part !== null && typeof part === 'object' && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
  );

/**
 * What a signal reads of another workload must be scraped here, or its alerts would be silent for ever. What exemplars are taken of
 * comes with the collectors, whoever is watched.
 */
function checkReads(workloads: readonly Workload[]): void {
  const declared = new Set<string>([OF_KEPT_SPANS.duration, ...workloads.flatMap(catalog).map(({ name }) => name)]);
  for (const { name, reads } of workloads) {
    const missing = reads.find(({ spec }) => !declared.has(spec.name));
    if (missing) {
      throw new DeclarationError(
        `workload ${name} reads the metric '${missing.spec.name}', which no workload here declares: watch the workload that does, or leave ${name} out`,
      );
    }
  }
}

function unique(
  workloads: readonly Workload[],
  what: string,
  namesOf: (workload: Workload) => readonly string[],
): void {
  const owners = new Map<string, Workload>();
  for (const workload of workloads) {
    for (const name of namesOf(workload)) {
      const owner = owners.get(name);
      if (owner)
        throw new DeclarationError(`workloads ${owner.name} and ${workload.name} both declare the ${what} '${name}'`);
      owners.set(name, workload);
    }
  }
}
