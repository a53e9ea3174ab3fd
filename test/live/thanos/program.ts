import { freePorts, LOOPBACK } from '../harness/ports';
import { start, type Running } from '../harness/program';
import { tool } from '../harness/tools';

/** A rendered object, as far as its program is looked at. */
interface Workload {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly template: { readonly spec: { readonly containers: readonly { readonly args: string[] }[] } };
  };
}

/** The arguments that a Deployment or StatefulSet gives to its program. @throws Error if it is not there */
export function argsOf(objects: readonly unknown[], name: string): readonly string[] {
  const found = (objects as readonly Workload[]).find(
    ({ kind, metadata }) => ['Deployment', 'StatefulSet'].includes(kind) && metadata.name === name,
  );
  const [container] = found?.spec.template.spec.containers ?? [];
  if (!container) throw new Error(`no ${name} is rendered`);
  return container.args;
}

export interface ThanosProcess extends Running {
  readonly url: string;
  /** Where it answers over gRPC. */
  readonly grpc: string;
}

const GRPC = '--grpc-address=';

/**
 * Starts a program of Thanos with its rendered arguments; only addresses and paths become those of this machine.
 *
 * @param here by what stands in the arguments, what stands there here
 * @param hasGrpc whether the program knows that port at all
 */
export async function startThanos(
  args: readonly string[],
  here: Readonly<Record<string, string>>,
  { hasGrpc }: { readonly hasGrpc: boolean },
): Promise<ThanosProcess> {
  const [http = 0, grpc = 0] = await freePorts(2);
  const url = `http://${LOOPBACK}:${http}`;
  const running = await start({
    path: await tool('thanos'),
    args: [
      ...args.filter((arg) => !arg.startsWith(GRPC)).map((arg) => replaced(arg, here)),
      `--http-address=${LOOPBACK}:${http}`,
      ...(hasGrpc ? [`${GRPC}${LOOPBACK}:${grpc}`] : []),
    ],
    ready: `${url}/-/ready`,
  });
  return { ...running, url, grpc: `${LOOPBACK}:${grpc}` };
}

const replaced = (text: string, here: Readonly<Record<string, string>>): string =>
  Object.entries(here).reduce((result, [there, local]) => result.replaceAll(there, local), text);
