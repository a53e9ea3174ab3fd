import { child, isNumber, isText, type Node } from './node';

/** What a document says that it is: `openslo/v1alpha SLO`. */
export function kindOf(document: Node): string {
  const said = ['version', 'apiVersion', 'kind'].map((key) => child(document, key)).filter(isText);
  return said.map(({ value }) => value).join(' ') || 'a document that says neither its version nor its kind';
}

/** Why a document that is no spec is not carried over, and what can be done. */
export function strangerReason(document: Node): string {
  const kind = kindOf(document);
  if (kind === 'sloth.slok.dev/v1 AlertWindows')
    return `each objective says its own alert windows${windowsIn(document)}`;
  return `it is ${kind}, and no spec of Sloth`;
}

const WINDOWS = [
  ['page', 'quick'],
  ['page', 'slow'],
  ['ticket', 'quick'],
  ['ticket', 'slow'],
] as const;

/** The tiers that alert windows come to, where they are whole. */
function windowsIn(document: Node): string {
  const spec = child(document, 'spec');
  const tiers = WINDOWS.flatMap(([alert, pace]) => {
    const at = child(child(spec, alert), pace);
    const [share, window] = [child(at, 'errorBudgetPercent'), child(at, 'longWindow')];
    if (!isNumber(share) || !isText(window)) return [];
    const severity = alert === 'page' ? 'critical' : 'warning';
    return [
      `{ share: ${Number((share.value / 100).toPrecision(12))}, window: '${window.value}', severity: '${severity}' }`,
    ];
  });
  const period = child(spec, 'sloPeriod');
  if (tiers.length < WINDOWS.length || !isText(period)) return ', with tiers and periods';
  return `: periods: ['${period.value}'], tiers: [${tiers.join(', ')}], with short windows of a twelfth of the long ones`;
}
