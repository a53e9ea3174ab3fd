import { describe, type KubeObject } from '../../charts/invariants/kube-object';
import { allContainers, operatedContainer, podOf } from '../../charts/invariants/pods';
import { imageReference, IMAGES, type Image, type ImageSource } from '../../constructs/images';

/** One image of an environment. */
export interface UsedImage {
  /** Its name in `constructs/images.ts`. */
  readonly name: string;
  readonly repository: string;
  readonly version: string;
  /** Empty where it is not known yet. */
  readonly digest: string;
  /** As its makers publish it: what a mirror copies. */
  readonly source: string;
  /** As the environment pulls it. */
  readonly reference: string;
  /** The objects that run it, or tell somebody to: `Deployment observability/grafana`. */
  readonly usedBy: readonly string[];
}

/**
 * Every image that the objects of an environment mention, also in arguments only: the operator is told that way which image its
 * reloaders have.
 * @throws Error for a container with an image that is not pinned in `constructs/images.ts`
 */
export function usedImages(objects: readonly KubeObject[], from: ImageSource = {}): readonly UsedImage[] {
  const mentions = objects.map((object) => ({ object, words: words(object) }));
  const used = Object.entries<Image>(IMAGES).map(([name, image]) => {
    const reference = imageReference(image, from);
    return {
      name,
      repository: image.repository,
      version: image.version,
      digest: image.digest ?? '',
      source: imageReference(image),
      reference,
      usedBy: mentions.filter(({ words: said }) => said.has(reference)).map(({ object }) => describe(object)),
    };
  });
  const known = used.map(({ reference }) => reference);
  for (const object of objects) {
    const unknown = containerImages(object).find((image) => !known.includes(image));
    if (unknown !== undefined) {
      throw new Error(`${describe(object)}: the image '${unknown}' is not pinned in constructs/images.ts`);
    }
  }
  return used.filter(({ usedBy }) => usedBy.length > 0);
}

/** Every string in an object; of a flag with a value, the value. */
function words(value: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (part: unknown): void => {
    if (typeof part === 'string') found.add(part.replace(/^--?[\w.-]+=/, ''));
    else if (typeof part === 'object' && part !== null) Object.values(part).forEach(walk);
  };
  walk(value);
  return found;
}

function containerImages(object: KubeObject): readonly string[] {
  const pod = podOf(object);
  const operated = operatedContainer(object);
  return [...(operated ? [operated] : []), ...(pod ? allContainers(pod) : [])].flatMap(({ image }) => image ?? []);
}
