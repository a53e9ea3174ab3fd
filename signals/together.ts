import { DeclarationError } from './declaration-error';
import { slothId } from './objective';
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
  unique(workloads, 'scraped Service', ({ scrape: { namespace, job } }) => [`${namespace}/${job}`]);
  unique(workloads, 'metric', (workload) => catalog(workload).map(({ name }) => name));
  return workloads;
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
