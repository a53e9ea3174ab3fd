import { describe, type KubeObject } from './kube-object';
import { allContainers, isPatch, operatedContainer, podOf } from './pods';

/** A repository, a tag, and perhaps a digest: `registry.example:5000/path/name:v1.2.3@sha256:…`. */
const PINNED = /^(?:[^:@\s/]+(?::\d+)?\/)?[^:@\s]+:(?<version>[\w][\w.-]*)(?:@sha256:[0-9a-f]{64})?$/;

/** Every image is pinned to a version: what was tested is what runs, also after a node is replaced. */
export function checkImages(object: KubeObject): void {
  for (const image of images(object)) {
    const version = PINNED.exec(image)?.groups?.version;
    if (version === undefined || version === 'latest') {
      throw new Error(`${describe(object)}: the image '${image}' has no version: pin it in constructs/images.ts`);
    }
  }
}

function images(object: KubeObject): readonly string[] {
  const operated = operatedContainer(object);
  const pod = podOf(object);
  const stated = (pod ? allContainers(pod) : []).filter(
    // The image of a container that is only patched is the operator's, unless the patch states another one.
    (container) => container.image !== undefined || !isPatch(object, container),
  );
  return [...(operated ? [operated] : []), ...stated].map(({ image }) => image ?? '');
}
