import { basename } from 'node:path';
import { load } from 'js-yaml';
import type { Route } from '../../../../alerts/alertmanager';
import { fileOf, rendered } from '../rendered';

/** One way of telling: its keys are those of its kind. */
export type Integration = Readonly<Record<string, unknown>>;

/** Besides its name, a list of integrations by their kind: `slack_configs`. */
export type ReceiverNode = { readonly name: string } & Readonly<Record<string, unknown>>;

/** The times of a day, days and dates that belong together, in one time zone. */
export interface TimeIntervalNode {
  readonly times?: readonly { readonly start_time: string; readonly end_time: string }[];
  /** Days or ranges of them: `monday:friday`. */
  readonly weekdays?: readonly string[];
  readonly days_of_month?: readonly string[];
  readonly months?: readonly string[];
  readonly years?: readonly string[];
  /** UTC where there is none. */
  readonly location?: string;
}

export interface NamedTimeInterval {
  readonly name: string;
  /** Now lies inside where it lies inside one of them. */
  readonly time_intervals: readonly TimeIntervalNode[];
}

/** Alertmanager's configuration file as an object; whatever tests do not look at is there as well. */
export interface AlertmanagerFile {
  readonly global?: Readonly<Record<string, unknown>>;
  readonly templates?: readonly string[];
  readonly route: Route;
  readonly receivers: readonly ReceiverNode[];
  readonly inhibit_rules?: readonly Readonly<Record<string, unknown>>[];
  readonly time_intervals?: readonly NamedTimeInterval[];
}

/** A configuration with the template files that it names, by their names without a folder. */
export interface WithTemplates {
  readonly config: AlertmanagerFile;
  readonly templates: Readonly<Record<string, string>>;
}

/** What an environment's Alertmanager is given. @throws Error where it, or a template that it names, is not rendered */
export function renderedAlertmanager(environment: string): WithTemplates {
  const objects = rendered(environment);
  const config = load(fileOf(objects, 'alertmanager.yaml')) as AlertmanagerFile;
  const names = (config.templates ?? []).map((path) => basename(path));
  return { config, templates: Object.fromEntries(names.map((name) => [name, fileOf(objects, name)])) };
}
