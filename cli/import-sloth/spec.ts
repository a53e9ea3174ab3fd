import { CORE_SCHEMA, loadAll, mergeTag } from 'js-yaml';
import { ImportError } from './error';
import { child, children, isName, keyOf, type Node } from './node';
import { kindOf, strangerReason } from './stranger';

/** How the two forms of a Sloth spec call the same things (v0.16: pkg/prometheus/api/v1, pkg/kubernetes/api/sloth/v1). */
const NAMES = {
  prometheus: {
    plugins: 'slo_plugins',
    error: 'error_query',
    total: 'total_query',
    ratio: 'error_ratio_query',
    page: 'page_alert',
    ticket: 'ticket_alert',
  },
  kubernetes: {
    plugins: 'sloPlugins',
    error: 'errorQuery',
    total: 'totalQuery',
    ratio: 'errorRatioQuery',
    page: 'pageAlert',
    ticket: 'ticketAlert',
  },
} as const;
type Form = keyof typeof NAMES;

type Maybe = Node | undefined;

/** The places of one spec; what is not there, or has no value, is undefined. */
export interface Spec {
  readonly form: Form;
  /** The whole document, whose values are all to be accounted for. */
  readonly document: Node;
  /** What says that this is a spec, and of which form. */
  readonly mark: readonly Node[];
  readonly service: Node<string>;
  readonly labels: Maybe;
  readonly plugins: Maybe;
  /** Of the Kubernetes form. */
  readonly metadata: Maybe;
  readonly status: Maybe;
  readonly slos: readonly Slo[];
}

export interface Slo {
  readonly at: Node;
  readonly name: Maybe;
  readonly description: Maybe;
  readonly objective: Maybe;
  readonly labels: Maybe;
  readonly plugins: Maybe;
  readonly error: Maybe;
  readonly total: Maybe;
  readonly ratio: Maybe;
  readonly plugin: Maybe;
  readonly alerting: Alerting;
}

export interface Alerting extends Omit<Alert, 'disable'> {
  readonly name: Maybe;
  readonly page: Alert;
  readonly ticket: Alert;
}

export interface Alert {
  readonly disable: Maybe;
  readonly labels: Maybe;
  readonly annotations: Maybe;
}

export interface File {
  /** All that stands in the file. */
  readonly documents: readonly Node[];
  /** What says of a list that it is one. */
  readonly envelopes: readonly Node[];
  readonly specs: readonly Spec[];
  /** Documents of another kind. */
  readonly strangers: readonly Node[];
}

/** @throws ImportError for what is no YAML, or has no Sloth spec in it */
export function readFile(text: string): File {
  const documents = parse(text);
  const forms = documents.flatMap(unpacked).map((document) => ({ document, form: formOf(document) }));
  const specs = forms.flatMap(({ document, form }) => (form ? [readSpec(document, form)] : []));
  const strangers = forms.flatMap(({ document, form }) => (form ? [] : [document]));
  if (specs.length === 0) {
    throw new ImportError(
      `there is no Sloth spec in it, with version: prometheus/v1 or with apiVersion: sloth.slok.dev/v1 and kind: PrometheusServiceLevel; ${[...new Set(strangers.map(strangerReason))].join('; ') || 'there is nothing'}`,
    );
  }
  return {
    documents,
    envelopes: documents.filter(isList).flatMap((list) => marksOf(list, 'kubernetes')),
    specs,
    strangers,
  };
}

/** The documents of a file; where there are several, their paths begin with their place. */
function parse(text: string): readonly Node[] {
  const documents = loaded(text).filter((document) => document !== null && document !== undefined);
  return documents.map((value, i) => ({ path: documents.length > 1 ? [`document ${i + 1}`] : [], value }));
}

function loaded(text: string): readonly unknown[] {
  try {
    return loadAll(text, { schema: CORE_SCHEMA.withTags(mergeTag) });
  } catch (error) {
    throw new ImportError(`it is no YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What `kubectl get -o yaml` prints of several objects is a list of them. */
const isList = (document: Node): boolean =>
  ['v1 List', 'sloth.slok.dev/v1 PrometheusServiceLevelList'].includes(kindOf(document));

const unpacked = (document: Node): readonly Node[] =>
  isList(document) ? children(child(document, 'items')) : [document];

function formOf(document: Node): Form | undefined {
  if (child(document, 'version')?.value === 'prometheus/v1') return 'prometheus';
  return kindOf(document) === 'sloth.slok.dev/v1 PrometheusServiceLevel' ? 'kubernetes' : undefined;
}

/** What says of a document that it is a spec of its form. */
const marksOf = (document: Node, form: Form): readonly Node[] =>
  (form === 'prometheus' ? ['version'] : ['apiVersion', 'kind']).flatMap((key) => child(document, key) ?? []);

function readSpec(document: Node, form: Form): Spec {
  const body = form === 'prometheus' ? document : child(document, 'spec');
  const service = child(body, 'service');
  if (!isName(service)) throw new ImportError(`${placeOf(document)} names no service`);
  const slos = children(child(body, 'slos'));
  if (slos.length === 0) throw new ImportError(`${placeOf(document)} has no slos`);
  return {
    form,
    document,
    mark: marksOf(document, form),
    service,
    labels: child(body, 'labels'),
    plugins: child(body, NAMES[form].plugins),
    metadata: form === 'kubernetes' ? child(document, 'metadata') : undefined,
    status: form === 'kubernetes' ? child(document, 'status') : undefined,
    slos: slos.map((slo) => readSlo(slo, form)),
  };
}

const placeOf = ({ path }: Node): string => (path.length === 0 ? 'the spec' : `the spec in ${path.join(' ')}`);

function readSlo(at: Node, form: Form): Slo {
  const names = NAMES[form];
  const sli = child(at, 'sli');
  const events = child(sli, 'events');
  return {
    at,
    name: child(at, 'name'),
    description: child(at, 'description'),
    objective: child(at, 'objective'),
    labels: child(at, 'labels'),
    plugins: child(at, 'plugins'),
    error: child(events, names.error),
    total: child(events, names.total),
    ratio: child(child(sli, 'raw'), names.ratio),
    plugin: child(sli, 'plugin'),
    alerting: readAlerting(child(at, 'alerting'), form),
  };
}

function readAlerting(at: Maybe, form: Form): Alerting {
  const { page, ticket } = NAMES[form];
  const { labels, annotations } = readAlert(at);
  const [paging, ticketing] = [readAlert(child(at, page)), readAlert(child(at, ticket))];
  return { name: child(at, 'name'), labels, annotations, page: paging, ticket: ticketing };
}

const readAlert = (at: Maybe): Alert => ({
  disable: child(at, 'disable'),
  labels: child(at, 'labels'),
  annotations: child(at, 'annotations'),
});

/** Why Sloth does not read a value that stands in a spec. */
export function unreadReason(node: Node, form: Form): string {
  const other: Form = form === 'prometheus' ? 'kubernetes' : 'prometheus';
  const meant = Object.entries(NAMES[other]).find(([, name]) => name === keyOf(node))?.[0];
  if (meant === undefined) return 'Sloth 0.16 reads nothing of this name and kind here';
  return `Sloth reads nothing of this name in this form of a spec: it is ${NAMES[form][meant as keyof (typeof NAMES)[Form]]} there, so Sloth has left it out as well`;
}
