import { dump } from 'js-yaml';

/**
 * YAML as a configuration file or a manifest: keys in the order in which the code states them, no folding, no anchors. What YAML 1.1
 * would take for a boolean or a number (`on`, `010`) is quoted: kubectl and many programs still read it so.
 */
export function toYaml(value: object): string {
  return dump(value, { lineWidth: -1, noRefs: true });
}
