import { describe, group, type KubeObject, type RenderedChart } from './kube-object';

/** No two objects have one identity (group, kind, namespace, name): the second would silently overwrite the first. */
export function checkUnique(charts: readonly RenderedChart[]): void {
  const owner = new Map<string, string>();
  for (const { name: chart, objects } of charts) {
    for (const object of objects) {
      const first = owner.get(identity(object));
      if (first !== undefined) {
        throw new Error(
          `${describe(object)} is rendered twice, by chart ${first} and by chart ${chart}: rename one of them`,
        );
      }
      owner.set(identity(object), chart);
    }
  }
}

function identity(object: KubeObject): string {
  return JSON.stringify([group(object), object.kind, object.metadata.namespace, object.metadata.name]);
}
