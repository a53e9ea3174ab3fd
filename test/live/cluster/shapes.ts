import type { RenderedEnvironment } from './environment';
import { objectsOf } from './environment';

/** The names of everything that is rendered, without that of the environment. */
const shapeOf = ({ name, manifests, gates, argoCd }: RenderedEnvironment): string =>
  objectsOf([...manifests, ...gates, ...argoCd])
    .map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`.replaceAll(name, ''))
    .sort()
    .join('\n');

/** The first environment of those that differ in nothing but the values in their objects. */
export const ofEachShape = (environments: readonly RenderedEnvironment[]): readonly RenderedEnvironment[] => {
  const shapes = environments.map(shapeOf);
  return environments.filter((_, i) => shapes.indexOf(shapes[i] ?? '') === i);
};
