import type { Severity } from '../../signals';

export const DARK = '#1f2328';
export const GREY = '#57606a';
export const LINE = '#d0d7de';
export const LIGHT = '#eef1f5';

/** On white; red and amber differ by their darkness too, and what is amber alone is dashed: not all people see red or green. */
const COLOUR: Readonly<Record<Severity, string>> = { critical: '#b3261e', warning: '#9a6700', info: GREY };

/** How an arrow is drawn that holds while an alert fires with any of these severities; as Graphviz names it. */
export const lineOf = (severities: readonly Severity[]): { readonly color: string; readonly style: string } => ({
  color: severities.map((severity) => COLOUR[severity]).join(':'),
  style: severities.includes('critical') ? 'solid' : 'dashed',
});
