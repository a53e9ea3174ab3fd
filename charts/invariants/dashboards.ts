import { DASHBOARD_LABEL } from '../../constructs/grafana/dashboard-config-map';
import { describe, type KubeObject } from './kube-object';

/**
 * Grafana knows dashboards by their uid, whatever folder they are in: the last of two wins. And a link from one to another
 * that is not there leads to an empty page, which is noticed in the middle of an incident.
 * @throws Error with the ConfigMap, and the uid that two have or nobody has
 */
export function checkDashboardLinks(objects: readonly KubeObject[]): void {
  const dashboards = objects.filter(isDashboard).flatMap((object) => modelsOf(object));
  const owners = new Map<string, KubeObject>();
  for (const { uid, object } of dashboards) {
    const owner = owners.get(uid);
    if (owner) throw new Error(`${describe(object)}: the dashboard uid '${uid}' is that of ${describe(owner)} already`);
    owners.set(uid, object);
  }
  for (const { object, model } of dashboards) {
    const missing = linkedFrom(model).find((uid) => !owners.has(uid));
    if (missing !== undefined) {
      throw new Error(
        `${describe(object)}: a link leads to the dashboard '${missing}', which does not exist here: show it in this environment, or leave the link out`,
      );
    }
  }
}

const isDashboard = ({ kind, metadata }: KubeObject): boolean =>
  kind === 'ConfigMap' && metadata.labels?.[DASHBOARD_LABEL.name] !== undefined;

/** Each file in it is called by its uid. */
const modelsOf = (object: KubeObject) =>
  Object.entries((object as { readonly data?: Readonly<Record<string, string>> }).data ?? {}).map(([file, model]) => ({
    object,
    uid: file.replace(/\.json$/, ''),
    model,
  }));

const linkedFrom = (model: string): readonly string[] =>
  [...model.matchAll(/"\/d\/([\w-]+)/g)].map(([, uid = '']) => uid);
