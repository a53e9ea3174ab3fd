import { together, unaccounted, type Account, type Lost } from './account';
import { Untranslatable } from './error';
import { metricsOf, type Metric } from './metric';
import { isBelow, isText, type Node } from './node';
import { askedBy, carried, LABELS, PLUGINS, renamed, type Asked, type Carried, type Left } from './slo';
import { readFile, unreadReason, type File, type Slo, type Spec } from './spec';
import { strangerReason } from './stranger';
import { dashed } from './words';

/** The objectives that a workload is to have. */
export interface Workload {
  readonly name: string;
  readonly slos: readonly (Carried | Left)[];
}

/** A file of specs in our words. */
export interface Translation {
  readonly workloads: readonly Workload[];
  readonly metrics: readonly Metric[];
  /** All that was not carried over. Every value of the file is in the TypeScript or below one of these. */
  readonly lost: readonly Lost[];
}

/** @param taken identifiers that no metric may have @throws ImportError for a file that holds no spec */
export function translate(text: string, taken: ReadonlySet<string>): Translation {
  const file = readFile(text);
  const asked = new Map(
    file.specs.flatMap(({ slos }) => slos.map((slo) => [slo, attempt(() => askedBy(slo))] as const)),
  );
  const selectors = [...asked.values()].flatMap((one) =>
    one instanceof Untranslatable ? [] : [...one.total.selectors, ...one.error.selectors],
  );
  const metrics = metricsOf(selectors, taken);
  const workloads = file.specs.reduce<readonly Workload[]>((all, spec) => withSpec(all, spec, asked, metrics), []);
  const account = together(...file.specs.map(specAccount), besides(file), ...workloads.map(workloadAccount));
  const rest = file.documents.flatMap((document) => unaccounted(document, account));
  return {
    workloads,
    metrics: metrics.filter((metric) => workloads.some(({ slos }) => slos.some((slo) => reads(slo, metric)))),
    lost: [...account.lost, ...rest.map((at) => ({ at, why: unreadReason(at, formAt(file, at)) }))],
  };
}

type Attempt<T> = T | Untranslatable;

function attempt<T>(make: () => T): Attempt<T> {
  try {
    return make();
  } catch (error) {
    if (error instanceof Untranslatable) return error;
    throw error;
  }
}

/** Specs of one service are one workload. */
function withSpec(
  all: readonly Workload[],
  spec: Spec,
  asked: ReadonlyMap<Slo, Attempt<Asked>>,
  metrics: readonly Metric[],
): readonly Workload[] {
  const name = dashed(spec.service.value);
  const before = all.find((workload) => workload.name === name)?.slos ?? [];
  const slos = spec.slos.reduce<readonly (Carried | Left)[]>((made, slo) => {
    const taken = new Set(made.flatMap((one) => (one.kind === 'carried' ? [one.id] : [])));
    return [...made, sloOf(slo, asked.get(slo), { workload: name, taken, metrics })];
  }, before);
  return [...all.filter((workload) => workload.name !== name), { name, slos }];
}

function sloOf(
  slo: Slo,
  asked: Attempt<Asked> | undefined,
  surroundings: Parameters<typeof carried>[2],
): Carried | Left {
  const made = asked instanceof Untranslatable || !asked ? asked : attempt(() => carried(slo, asked, surroundings));
  if (made && !(made instanceof Untranslatable)) return made;
  const name = isText(slo.name) ? slo.name.value : 'without a name';
  return { kind: 'left', at: slo.at, name, why: made?.message ?? '' };
}

const workloadAccount = ({ slos }: Workload): Account =>
  together(
    ...slos.map((slo) =>
      slo.kind === 'carried'
        ? slo
        : { used: [], lost: [{ at: slo.at, why: `the whole SLO is left out, since ${slo.why}` }] },
    ),
  );

const METADATA =
  'objects in the cluster are named and labelled after the workload, in the namespace of its environment';
const STATUS = 'it is what the controller of Sloth noted, and nothing that is declared';
const WORKLOAD = 'sloth_service and sloth_id change with the name of the workload';

function specAccount({ mark, service, labels, plugins, metadata, status }: Spec): Account {
  const name = dashed(service.value);
  const all = [
    [labels, LABELS],
    [plugins, PLUGINS],
    [metadata, METADATA],
    [status, STATUS],
  ] as const;
  return {
    used: [...mark, service],
    lost: [
      ...all.flatMap(([at, why]) => (at ? [{ at, why }] : [])),
      ...renamed(service, name, `${WORKLOAD}, which can only be ${name}: read older data by the old name`),
    ],
  };
}

const besides = ({ envelopes, strangers }: File): Account => ({
  used: envelopes,
  lost: strangers.map((at) => ({ at, why: strangerReason(at) })),
});

const formAt = (file: File, at: Node): Spec['form'] =>
  file.specs.find(({ document }) => isBelow(at, document))?.form ?? 'kubernetes';

function reads(slo: Carried | Left, metric: Metric): boolean {
  if (slo.kind === 'left') return false;
  const { indicator } = slo;
  switch (indicator.kind) {
    case 'events':
      return indicator.events.metric === metric;
    case 'good':
      return indicator.good.metric === metric || indicator.all.metric === metric;
    case 'fast':
      return indicator.histogram.metric === metric;
    case 'pair':
      return [indicator.all, indicator.bad].some((side) =>
        side.kind === 'typed' ? side.series.metric === metric : side.metrics.includes(metric),
      );
  }
}
