import { createHash } from 'node:crypto';

/** A pod annotation that changes with a configuration file, so that a new configuration restarts what reads it only at its start. */
export function configHash(...texts: readonly string[]): Readonly<Record<string, string>> {
  const hash = createHash('sha256');
  texts.forEach((text) => hash.update(text).update('\0'));
  return { 'probecard.dev/config-hash': hash.digest('hex').slice(0, 16) };
}
