import type { Route } from '../../../alerts/alertmanager';
import { load } from 'js-yaml';
import type { AlertmanagerFile, Integration, ReceiverNode, WithTemplates } from '../../live/harness/alertmanager/file';
import { outlierRate } from '../../../workloads/ate/outliers';
import { TODAYS_ALERT } from './week/todays-rule';

export const SIDES = ['naive', 'ours'] as const;
export type SideName = (typeof SIDES)[number];

/** One of the two Alertmanagers that hear of the same week. */
export interface Side {
  readonly name: SideName;
  readonly configured: WithTemplates;
  /** Receivers that have a webhook only so that their alerts can be read. */
  readonly overheard: ReadonlySet<string>;
  /** Whether it hears of an alert at all. */
  readonly hears: (alertname: string) => boolean;
}

const EVERYBODY = 'everybody';

/** One route, nothing grouped or held back: whoever is on call is told of every alert, of its end, and again every four hours. */
const NAIVE = `
route:
  receiver: ${EVERYBODY}
  group_by: ['...']
  group_wait: 30s
  group_interval: 5m
  repeat_interval: 4h
receivers:
  - name: ${EVERYBODY}
    webhook_configs:
      - url: http://replaced
        send_resolved: true
`;

/** With the rule that the floor has today in the place of ours. */
export const naive: Side = {
  name: 'naive',
  configured: { config: load(NAIVE) as AlertmanagerFile, templates: {} },
  overheard: new Set(),
  hears: (alertname) => alertname !== outlierRate.name,
};

/** As it is rendered, but for the times of the week: see {@link anyTime}. */
export const ours = ({ config, templates }: WithTemplates): Side => ({
  name: 'ours',
  configured: { config: overheard({ ...config, route: anyTime(config.route) }), templates },
  overheard: new Set(config.receivers.filter(isOverheard).map(({ name }) => name)),
  hears: (alertname) => alertname !== TODAYS_ALERT,
});

/** The same route at all times: what holds back at some times of the day or week cannot be scaled, and would only make less of it. */
export function anyTime(route: Route): Route {
  const { active_time_intervals: _active, mute_time_intervals: _muted, routes, ...rest } = route;
  return { ...rest, ...(routes && { routes: routes.map(anyTime) }) };
}

/**
 * Receivers that say in words of their service what they tell of get a webhook beside it, by which the alerts themselves can be
 * read. It does not count as a notification.
 */
export const overheard = (config: AlertmanagerFile): AlertmanagerFile => ({
  ...config,
  receivers: config.receivers.map((receiver) =>
    isOverheard(receiver)
      ? { ...receiver, webhook_configs: [{ url: 'http://replaced', send_resolved: tellsOfEnds(receiver) }] }
      : receiver,
  ),
});

const integrationsOf = ({ name: _name, ...lists }: ReceiverNode): readonly Integration[] =>
  Object.values(lists).flatMap((list) => list as readonly Integration[]);

const isOverheard = (receiver: ReceiverNode): boolean =>
  integrationsOf(receiver).length > 0 && receiver.webhook_configs === undefined;

const tellsOfEnds = (receiver: ReceiverNode): boolean =>
  integrationsOf(receiver).some(({ send_resolved: tells }) => tells === true);
