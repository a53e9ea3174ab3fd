import { dump } from 'js-yaml';

/** YAML as a program's configuration file: keys in the order in which the code states them, no folding, no anchors. */
export function toYaml(value: object): string {
  return dump(value, { lineWidth: -1, noRefs: true });
}
