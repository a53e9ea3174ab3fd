import { isIPv4 } from 'node:net';
import { milliseconds } from '../promql';
import { DeclarationError } from '../signals';
import { checkNodes, checkPreset, checkSizes } from '../sizing';
import type { Endpoint } from './services';
import type { Environment } from './environment';
import { sizesOf } from './sizes';

/** The longest objectives look 30 days back; the rest is margin. In days. */
const LEAST_METRICS_DAYS = 35;

const NAME = /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/;
const isCidr = (block: string): boolean => {
  const [address = '', length = '', ...more] = block.split('/');
  return more.length === 0 && isIPv4(address) && /^(\d|[12]\d|3[0-2])$/.test(length);
};

type Fail = (what: string) => never;

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
  checkRegions(environments);
  environments.forEach((environment) => {
    checkEnvironment(environment, names);
  });
  return environments;
}

/** Two productions in one region would be one to everybody who looks at regions. */
function checkRegions(environments: readonly Environment[]): void {
  const productions = environments.filter(({ stage }) => stage === 'production');
  for (const [i, { name, region }] of productions.entries()) {
    const other = productions.slice(0, i).find((before) => before.region === region);
    if (other) {
      throw new DeclarationError(
        `environments ${other.name} and ${name} are both production in the region '${region}': a region has one production`,
      );
    }
  }
}

function checkEnvironment(environment: Environment, names: readonly string[]): void {
  const { name, region, urls, scrapeInterval, retention } = environment;
  const fail: Fail = (what) => {
    throw new DeclarationError(`environment ${name}: ${what}`);
  };
  if (!NAME.test(name)) fail(`its name '${name}' must be lower-case letters, digits and -, at most 40 characters`);
  if (!NAME.test(region)) fail(`its region '${region}' must be lower-case letters, digits and -`);
  for (const [what, url] of Object.entries(urls) as [string, string][]) checkUrl(`urls.${what}`, url, fail);
  milliseconds(scrapeInterval);
  checkRetention(retention, fail);
  checkPeriods(environment, fail);
  checkPreset(environment.preset, fail);
  checkNodes(environment.preset, environment.cluster.nodes, fail);
  checkSizes(sizesOf(environment), fail);
  checkAddresses(environment, fail);
  checkGlobalQuery(environment, names, fail);
}

function checkUrl(field: string, url: string, fail: Fail): void {
  if (!URL.canParse(url) || url.endsWith('/')) fail(`${field}: '${url}' is no URL without a slash at the end`);
  if (!url.startsWith('https://'))
    fail(`${field}: '${url}' leaves the cluster without TLS: it must begin with https://`);
}

function checkRetention({ bucket, ...local }: Environment['retention'], fail: Fail): void {
  const fields = [
    ...Object.entries(local).map(([what, days]) => [`retention.${what}`, days] as const),
    ...Object.entries(bucket).map(([what, days]) => [`retention.bucket.${what}`, days] as const),
  ];
  for (const [what, days] of fields) {
    if (!Number.isInteger(days) || days < 1) fail(`${what}: ${days} is no whole number of days`);
  }
  if (local.metrics < LEAST_METRICS_DAYS) {
    fail(`retention.metrics: ${local.metrics} days are too few, objectives need ${LEAST_METRICS_DAYS}`);
  }
}

/** An objective over more days than are kept would silently be one over those. */
function checkPeriods({ workloads, retention }: Environment, fail: Fail): void {
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

/** Policies are made of addresses: one that is none would let nobody through, or be refused by the API server. */
function checkAddresses({ cluster, services, entry, regional, globalQueryOver = [] }: Environment, fail: Fail): void {
  const endpoints = Object.entries(services) as [string, Endpoint][];
  const blocks: readonly (readonly [string, readonly string[]])[] = [
    ['cluster.apiServer.cidrs', cluster.apiServer.cidrs],
    ['cluster.nodeCidrs', cluster.nodeCidrs],
    ['entry.cidrs', entry.cidrs],
    ...endpoints.map(([service, { cidrs }]) => [`services.${service}.cidrs`, cidrs] as const),
    ...globalQueryOver.map(({ environment, cidrs }) => [`globalQueryOver.${environment}.cidrs`, cidrs] as const),
  ];
  for (const [field, cidrs] of blocks) if (cidrs.length === 0) fail(`${field}: it has no addresses`);
  for (const [field, cidrs] of [...blocks, ['regional.from', regional?.from ?? []] as const]) {
    const bad = cidrs.find((cidr) => !isCidr(cidr));
    if (bad !== undefined) fail(`${field}: '${bad}' is no block of addresses, such as 10.10.0.0/16`);
  }
  for (const [service, { hosts, port }] of endpoints) {
    if (hosts.length === 0) fail(`services.${service}.hosts: it has no host`);
    if (!(Number.isInteger(port) && port > 0 && port < 65_536)) fail(`services.${service}.port: ${port} is no port`);
  }
}

function checkGlobalQuery({ globalQueryOver = [] }: Environment, names: readonly string[], fail: Fail): void {
  const unknown = globalQueryOver.find(({ environment }) => !names.includes(environment));
  if (unknown) {
    fail(`globalQueryOver: there is no environment '${unknown.environment}', there are: ${names.join(', ')}`);
  }
}
