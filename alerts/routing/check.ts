import { DeclarationError, WATCHDOG } from '../../signals';
import type { AlertmanagerConfig, Route } from '../alertmanager';
import { matcher, type Labels } from './matcher';
import { deliveryOf, pathsOf, routesOf } from './path';
import { silencedBy } from './silenced';

/** What routes are held against. */
export interface Routed {
  /** Alerts that may fire, with what their rules set. */
  readonly alerts: readonly Labels[];
  /** Every label that some alert may carry, those of its series included. */
  readonly labels: readonly string[];
}

/**
 * Every route is reached, every matcher asks for a label that there is, and every alert is told to somebody.
 * @throws DeclarationError with the first route, matcher or alert of which that is not so
 */
export function checkRouting(config: AlertmanagerConfig, { alerts, labels }: Routed): AlertmanagerConfig {
  checkReached(config.route);
  checkLabels(config, labels);
  alerts.forEach((alert) => {
    checkTold(config, alert);
  });
  checkHeard(config, alerts);
  return config;
}

const nameOf = ({ receiver = 'its parent’s receiver', matchers = [] }: Route): string =>
  `the route to ${receiver} (${matchers.join(' ') || 'no matcher'})`;

/** A route takes all that has what it asks for: one after it that asks for the same and more sees nothing. */
function checkReached({ routes = [] }: Route): void {
  routes.forEach((route, i) => {
    const before = routes.slice(0, i).find((one) => one.continue !== true && takesAllOf(one, route));
    if (before) {
      throw new DeclarationError(
        `alertmanager: ${nameOf(route)} is never reached: ${nameOf(before)} stands before it and takes all that it would; change their order, or remove it`,
      );
    }
    checkReached(route);
  });
}

const takesAllOf = ({ matchers = [] }: Route, { matchers: others = [] }: Route): boolean =>
  matchers.every((text) => others.includes(text));

const matchersOf = ({ matchers = [], routes = [] }: Route): readonly string[] => [
  ...matchers,
  ...routes.flatMap(matchersOf),
];

function checkLabels({ route, inhibit_rules }: AlertmanagerConfig, known: readonly string[]): void {
  const inhibiting = inhibit_rules.flatMap((rule) => [...rule.source_matchers, ...rule.target_matchers]);
  const stranger = [...matchersOf(route), ...inhibiting].find((text) => !known.includes(matcher(text).label));
  if (stranger !== undefined) {
    throw new DeclarationError(
      `alertmanager: the matcher ${stranger} asks for the label '${matcher(stranger).label}', which no alert carries`,
    );
  }
}

function checkTold({ route, receivers }: AlertmanagerConfig, alert: Labels): void {
  const tells = (name: string): boolean =>
    receivers.some(({ name: own, ...integrations }) => own === name && Object.values(integrations).flat().length > 0);
  const reached = pathsOf(route, alert).map((path) => deliveryOf(path).receiver);
  if (reached.some(tells)) return;
  const where = reached.length > 0 ? `only ${reached.join(', ')}, which tells nobody` : 'no receiver';
  throw new DeclarationError(
    `alertmanager: the alert ${alert.alertname ?? ''} (${alert.severity ?? ''}) of workload ${alert.workload ?? ''} reaches ${where}: route it to a team`,
  );
}

/** The switch outside pages when it does not hear the watchdog: nothing may silence that. */
function checkHeard({ inhibit_rules }: AlertmanagerConfig, alerts: readonly Labels[]): void {
  const all = alerts.map((labels) => ({ labels }));
  const watchdog = all.find(({ labels }) => labels.alertname === WATCHDOG);
  const [silenced] = watchdog ? silencedBy(watchdog, all, inhibit_rules) : [];
  if (silenced) {
    const { alertname = '', workload = '' } = silenced.by.labels;
    throw new DeclarationError(
      `alertmanager: an inhibition of workload ${workload} silences the ${WATCHDOG} while ${alertname} fires, and the dead man's switch would page: leave it out of what is silenced`,
    );
  }
}

/** @throws DeclarationError for a route to a receiver that does not exist, or a receiver that no route uses */
export function checkRoutes(config: AlertmanagerConfig): AlertmanagerConfig {
  const receivers = config.receivers.map(({ name }) => name);
  const used = routesOf(config.route).flatMap(({ receiver }) => (receiver === undefined ? [] : [receiver]));
  const missing = used.find((name) => !receivers.includes(name));
  if (missing !== undefined) {
    throw new DeclarationError(
      `alertmanager: a route leads to the receiver '${missing}', which does not exist; there are ${receivers.join(', ')}`,
    );
  }
  const idle = receivers.find((name) => !used.includes(name));
  if (idle !== undefined)
    throw new DeclarationError(`alertmanager: no route leads to the receiver '${idle}': remove it or route to it`);
  return config;
}
