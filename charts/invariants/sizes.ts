import { describe, jsonOf, type KubeObject } from './kube-object';

const KIB = 1024;

/**
 * The most that an object may weigh as JSON. A ConfigMap may have 1 MiB, but `kubectl apply` without `--server-side` copies it
 * into an annotation that may have 256 KiB; of rules, the operator puts several objects into one ConfigMap.
 */
const LIMIT: Readonly<Record<string, number>> = { ConfigMap: 256 * KIB, PrometheusRule: 512 * KIB };

/** ConfigMaps and rules are small enough for the API server and for those who copy them. */
export function checkSize(object: KubeObject): void {
  const limit = LIMIT[object.kind];
  if (limit === undefined) return;
  const size = Buffer.byteLength(jsonOf(object));
  if (size >= limit) {
    throw new Error(
      `${describe(object)} has ${Math.ceil(size / KIB)} KiB, and must have less than ${limit / KIB} KiB: split it`,
    );
  }
}
