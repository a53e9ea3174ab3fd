import type { k8s } from 'cdk8s-plus-28';

export interface SecretFilesProps {
  /** The volume's name in its pod. */
  readonly volume: string;
  /** The Secret's name. */
  readonly secret: string;
  /** Its keys that become files of the same names: a key that it lacks keeps the pod from starting, with an event that names it. */
  readonly keys: readonly string[];
  /** The folder in which the container finds them. */
  readonly path: string;
}

/** Keys of a Secret as files that only the pod's own group can read. */
export function secretFiles({ volume, secret, keys, path }: SecretFilesProps) {
  return {
    volume: {
      name: volume,
      secret: { secretName: secret, defaultMode: 0o440, items: keys.map((key) => ({ key, path: key })) },
    } satisfies k8s.Volume,
    mount: { name: volume, mountPath: path, readOnly: true } satisfies k8s.VolumeMount,
    /** Where one of the keys is. */
    file: (key: string): string => `${path}/${key}`,
  };
}
