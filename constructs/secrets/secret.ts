/** One key of a Secret that somebody else creates. */
export interface SecretKey {
  readonly key: string;
  /** What it holds, for whoever creates it. Never a value. */
  readonly holds: string;
  /** A command that prints a fresh value, where one can be made up: `openssl rand -base64 32`. Left out, somebody else issues it. */
  readonly made?: string;
}

/**
 * A Secret that components refer to by name and that is not ours to create: none of its values is ever rendered. The list of
 * all is what `probecard secrets` prints, and what every reference in a rendered object is held against.
 */
export interface RequiredSecret {
  readonly name: string;
  readonly namespace: string;
  /** Default: `Opaque`. */
  readonly type?: 'Opaque' | 'kubernetes.io/tls' | 'kubernetes.io/dockerconfigjson';
  readonly keys: readonly SecretKey[];
  /** The components that read it. */
  readonly usedBy: readonly string[];
}

export const secretType = ({ type }: RequiredSecret): string => type ?? 'Opaque';
