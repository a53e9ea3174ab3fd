import type { KubeObject } from '../../../charts/invariants';

type Labels = Readonly<Record<string, string>>;

/** A pod as a policy sees it. */
export interface Pod {
  readonly namespace: string;
  readonly labels: Labels;
}

interface Selector {
  readonly matchLabels?: Labels;
}
interface End {
  readonly namespaceSelector?: Selector;
  readonly podSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string };
}
interface Port {
  readonly protocol: string;
  readonly port?: number;
}
interface Spec {
  readonly podSelector: Selector;
  readonly ingress?: readonly { readonly from: readonly End[]; readonly ports: readonly Port[] }[];
  readonly egress?: readonly { readonly to: readonly End[]; readonly ports: readonly Port[] }[];
}

const matches = (selector: Selector | undefined, labels: Labels): boolean =>
  Object.entries(selector?.matchLabels ?? {}).every(([label, value]) => labels[label] === value);

const isIn = (end: End, { namespace, labels }: Pod): boolean =>
  end.ipBlock === undefined &&
  matches(end.namespaceSelector, { 'kubernetes.io/metadata.name': namespace }) &&
  matches(end.podSelector, labels);

const isOn = (ports: readonly Port[], number: number, protocol: string): boolean =>
  ports.some(({ port, protocol: other }) => other === protocol && (port === undefined || port === number));

/**
 * What Kubernetes makes of network policies: a pod that any of them selects opens and accepts only what one of those that
 * select it allows; a connection needs both ends.
 */
export function allows(policies: readonly KubeObject[], from: Pod, to: Pod, port: number, protocol = 'TCP'): boolean {
  const of = (pod: Pod): readonly Spec[] =>
    policies
      .filter(
        ({ metadata, spec }) => metadata.namespace === pod.namespace && matches((spec as Spec).podSelector, pod.labels),
      )
      .map(({ spec }) => spec as Spec);
  const [senders, receivers] = [of(from), of(to)];
  const opens =
    senders.length === 0 ||
    senders.some(({ egress = [] }) =>
      egress.some(({ to: ends, ports }) => ends.some((end) => isIn(end, to)) && isOn(ports, port, protocol)),
    );
  const accepts =
    receivers.length === 0 ||
    receivers.some(({ ingress = [] }) =>
      ingress.some(({ from: ends, ports }) => ends.some((end) => isIn(end, from)) && isOn(ports, port, protocol)),
    );
  return opens && accepts;
}
