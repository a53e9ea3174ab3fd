import { describe, type KubeObject } from './kube-object';

interface ProbeSpec {
  readonly prober?: { readonly url: string };
  readonly targets?: { readonly staticConfig?: { readonly static?: readonly string[] } };
}

interface ServiceSpec {
  readonly ports?: readonly { readonly port: number }[];
}

/** A Probe asks a Service that we render, on a port that it has, about at least one thing that it names itself. */
export function checkProbe(probe: KubeObject, objects: readonly KubeObject[]): void {
  const { prober, targets } = probe.spec as ProbeSpec;
  const url = prober?.url ?? '';
  const answers = objects.filter(({ kind }) => kind === 'Service').flatMap(addresses);
  if (!answers.includes(url)) {
    throw new Error(`${describe(probe)} asks '${url}', which is no Service of ours: correct the prober's url`);
  }
  const named = targets?.staticConfig?.static ?? [];
  if (named.length === 0 || named.includes('')) {
    throw new Error(`${describe(probe)} has no target: name in targets.staticConfig what it is to look at`);
  }
}

/** Where a Service answers, as a prober is named: without a scheme. */
function addresses({ metadata, spec }: KubeObject): readonly string[] {
  const { ports = [] } = spec as ServiceSpec;
  return ports.map(({ port }) => `${metadata.name}.${metadata.namespace ?? ''}.svc:${port}`);
}
