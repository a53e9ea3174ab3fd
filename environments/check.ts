import { milliseconds } from '../promql';
import { DeclarationError } from '../signals';
import type { Environment, Sizes } from './environment';

/** The longest objectives look 30 days back; the rest is margin. In days. */
const LEAST_METRICS_DAYS = 35;
/** Blocks that are being compacted and the write-ahead log need room beside what is kept (Prometheus documentation, "Storage"). */
const LARGEST_SHARE_OF_VOLUME = 0.85;

const NAME = /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/;

/**
 * What must hold of the environments before anything is rendered from them.
 * @throws DeclarationError with the environment, the field and its value
 */
export function checkEnvironments(environments: readonly Environment[]): readonly Environment[] {
  if (environments.length === 0) {
    throw new DeclarationError('there are no environments to render: list one in environments/index.ts');
  }
  const names = environments.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new DeclarationError(`two environments have the name '${twice}'`);
  environments.forEach(checkEnvironment);
  return environments;
}

function checkEnvironment(environment: Environment): void {
  const { name, region, urls, scrapeInterval, retention, sizes } = environment;
  const fail = (what: string): never => {
    throw new DeclarationError(`environment ${name}: ${what}`);
  };
  if (!NAME.test(name)) fail(`its name '${name}' must be lower-case letters, digits and -, at most 40 characters`);
  if (!NAME.test(region)) fail(`its region '${region}' must be lower-case letters, digits and -`);
  for (const [what, url] of Object.entries(urls) as [string, string][]) {
    if (!URL.canParse(url) || url.endsWith('/')) fail(`urls.${what}: '${url}' is no URL without a slash at the end`);
  }
  milliseconds(scrapeInterval);
  for (const [what, days] of Object.entries(retention) as [string, number][]) {
    if (!Number.isInteger(days) || days < 1) fail(`retention.${what}: ${days} is no whole number of days`);
  }
  if (retention.metrics < LEAST_METRICS_DAYS) {
    fail(`retention.metrics: ${retention.metrics} days are too few, objectives need ${LEAST_METRICS_DAYS}`);
  }
  checkPeriods(environment, fail);
  checkSizes(sizes, fail);
}

/** An objective over more days than are kept would silently be one over those. */
function checkPeriods({ workloads, retention }: Environment, fail: (what: string) => never): void {
  for (const { name, objectives } of workloads) {
    for (const slo of objectives) {
      const periods = slo.kind === 'objective' ? slo.periods : [];
      const longer = periods.find((period) => milliseconds(period) > retention.metrics * milliseconds('1d'));
      if (longer !== undefined) {
        fail(
          `objective ${slo.id} of workload ${name} looks back ${longer}, but metrics are kept for ${retention.metrics} days: raise retention.metrics, or shorten the period`,
        );
      }
    }
  }
}

function checkSizes(sizes: Sizes, fail: (what: string) => never): void {
  for (const [component, size] of Object.entries(sizes) as [string, Sizes[keyof Sizes]][]) {
    const { requests, limits } = size.resources;
    for (const [part, parse] of [
      ['cpu', cores],
      ['memory', bytes],
    ] as const) {
      const [promised, most] = [parse(requests[part]), parse(limits[part])];
      if (Number.isNaN(promised)) fail(`sizes.${component}: '${requests[part]}' is no quantity of ${part}`);
      if (Number.isNaN(most)) fail(`sizes.${component}: '${limits[part]}' is no quantity of ${part}`);
      if (promised > most)
        fail(`sizes.${component}: it requests ${requests[part]} of ${part}, but may use only ${limits[part]}`);
    }
    if ('volume' in size && Number.isNaN(bytes(size.volume)))
      fail(`sizes.${component}: '${size.volume}' is no volume size, such as 50Gi`);
    if ('replicas' in size && !(Number.isInteger(size.replicas) && size.replicas > 0)) {
      fail(`sizes.${component}: ${size.replicas} is no number of replicas`);
    }
  }
  const { volume, retentionSize } = sizes.prometheus;
  const share = bytes(retentionSize.replace(/B$/, '')) / bytes(volume);
  if (!(share <= LARGEST_SHARE_OF_VOLUME)) {
    fail(
      `sizes.prometheus: it may keep ${retentionSize} on a volume of ${volume}: at most ${LARGEST_SHARE_OF_VOLUME * 100} %`,
    );
  }
}

/** A Kubernetes quantity of memory or storage in bytes; NaN where it is none. */
function bytes(quantity: string): number {
  const [, count, unit = ''] = /^(\d+)(Mi|Gi|Ti)$/.exec(quantity) ?? [];
  return count === undefined ? NaN : Number(count) * 1024 ** ({ Mi: 2, Gi: 3, Ti: 4 }[unit] ?? NaN);
}

/** A Kubernetes quantity of CPU in cores; NaN where it is none. */
function cores(quantity: string): number {
  const [, count, milli] = /^(\d+(?:\.\d+)?)(m?)$/.exec(quantity) ?? [];
  return count === undefined ? NaN : Number(count) / (milli === 'm' ? 1000 : 1);
}
