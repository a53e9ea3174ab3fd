import { alertName, errorBudget, factor, WORKBOOK_TIERS, type Tier } from '../../signals';
import type { Account, Lost } from './account';
import { children, isBelow, isBoolean, isText, keyOf, type Node } from './node';
import type { Alert, Alerting } from './spec';

/** Which of the workbook's tiers an objective has. Sloth's page alert is the critical ones, its ticket alert the others. */
export interface Tiers {
  /** Of which severity; both where it is not said. */
  readonly only: Tier['severity'] | undefined;
  /** Windows of those that can never fire at this target: they are left out. */
  readonly unreachable: readonly Tier['window'][];
  /** None of them pages. */
  readonly warn: boolean;
}

export interface Alerts extends Account {
  readonly tiers: Tiers;
  /** First steps of the runbook: pages that the annotations point to. */
  readonly steps: readonly string[];
}

const PERIOD = '30d';

/** What the alerting of an SLO is here. @param percent the target: the tiers that it lets fire follow from it */
export function alertsOf(
  alerting: Alerting,
  percent: number,
  names: { readonly workload: string; readonly id: string },
): Alerts {
  const [page, ticket] = [isOn(alerting.page), isOn(alerting.ticket)];
  const unreachable = WORKBOOK_TIERS.filter((tier) => !canFire(tier, percent));
  const only = page === ticket ? undefined : page ? 'critical' : 'warning';
  const left = WORKBOOK_TIERS.filter((tier) => canFire(tier, percent) && (!only || tier.severity === only));
  const silenced = (!page && !ticket) || left.length === 0;
  const disables = [alerting.page.disable, alerting.ticket.disable].filter(isBoolean);
  const severity = severities(alerting, page, ticket);
  const annotations = annotationsOf(alerting, page, ticket);
  return {
    tiers: {
      only: silenced ? undefined : only,
      unreachable: unreachable.map(({ window }) => window),
      warn: silenced || severity.warn,
    },
    steps: annotations.steps,
    used: [...(silenced ? [] : disables), ...severity.used, ...annotations.used],
    lost: [
      ...(silenced ? disables.map((at) => ({ at, why: SILENCED })) : []),
      ...nameOf(alerting.name, names),
      ...severity.lost,
      ...annotations.lost,
    ],
  };
}

const SILENCED =
  'an objective has one tier at least, beside the alerts of its budget: its tiers only warn, and page nobody';
const DISABLED = 'the alert is disabled, so Sloth does not write it either';

const isOn = ({ disable }: Alert): boolean => disable?.value !== true;

const canFire = (tier: Tier, percent: number): boolean => factor(tier, PERIOD) * errorBudget({ percent }) < 1;

function nameOf(
  at: Node | undefined,
  { workload, id }: { readonly workload: string; readonly id: string },
): readonly Lost[] {
  if (!at) return [];
  const [fast, slow] = [
    alertName({ name: workload }, { id }, 'burnsFast'),
    alertName({ name: workload }, { id }, 'burns'),
  ];
  return [{ at, why: `alerts are called after workload and objective: ${fast} pages, ${slow} warns` }];
}

/**
 * The label `severity` is set by the tiers: `critical` of the page alert and `warning` of the ticket alert are what they
 * have, a page alert of `warning` is tiers that only warn; other words belong into the routes.
 */
function severities(alerting: Alerting, page: boolean, ticket: boolean): Account & { readonly warn: boolean } {
  const { labels } = alerting;
  const [own, paging, ticketing] = [labels, alerting.page.labels, alerting.ticket.labels].map(severityIn);
  const ofPage = page ? (paging ?? own)?.value : undefined;
  const ofTicket = ticket ? (ticketing ?? own)?.value : undefined;
  const isPage = ofPage === 'critical' || ofPage === 'warning';
  const isTicket = ofTicket === 'warning';
  const [reachesPage, reachesTicket] = [page && !paging, ticket && !ticketing];
  const reaches = (reachesPage || reachesTicket) && (!reachesPage || isPage) && (!reachesTicket || isTicket);
  const used = [
    ...(own && reaches ? [own] : []),
    ...(paging && isPage ? [paging] : []),
    ...(ticketing && isTicket ? [ticketing] : []),
  ];
  return {
    warn: ofPage === 'warning',
    used,
    lost: [
      ...labelsLost(labels, used, LABELS),
      ...labelsLost(alerting.page.labels, used, page ? LABELS : DISABLED),
      ...labelsLost(alerting.ticket.labels, used, ticket ? LABELS : DISABLED),
    ],
  };
}

const LABELS = 'alerts are routed by severity (critical or warning) and team, and have no labels of their own';

const severityIn = (labels: Node | undefined): Node | undefined =>
  children(labels).find((label) => keyOf(label) === 'severity');

const labelsLost = (labels: Node | undefined, used: readonly Node[], why: string): readonly Lost[] =>
  children(labels)
    .filter((at) => !used.some((one) => isBelow(at, one)))
    .map((at) => ({ at, why }));

const RUNBOOK = ['runbook', 'runbook_url'];
const ANNOTATIONS = 'the texts of alerts are made of title, promise, impact and nextSteps';

/** A link to a runbook is a next step; other annotations are written anew. */
function annotationsOf(
  alerting: Alerting,
  page: boolean,
  ticket: boolean,
): Account & { readonly steps: readonly string[] } {
  const written = [
    ...children(alerting.annotations),
    ...children(page ? alerting.page.annotations : undefined),
    ...children(ticket ? alerting.ticket.annotations : undefined),
  ];
  const isLink = (node: Node): node is Node<string> =>
    RUNBOOK.includes(keyOf(node)) && isText(node) && node.value.trim() !== '' && !node.value.includes('{{');
  const links = written.filter(isLink);
  const silent = [
    ...(page ? [] : children(alerting.page.annotations)),
    ...(ticket ? [] : children(alerting.ticket.annotations)),
  ];
  return {
    steps: [...new Set(links.map(({ value }) => `Follow ${value.trim()}`))],
    used: links,
    lost: [
      ...written.filter((node) => !isLink(node)).map((at) => ({ at, why: ANNOTATIONS })),
      ...silent.map((at) => ({ at, why: DISABLED })),
    ],
  };
}
