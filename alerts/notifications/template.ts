/** What notifications are made of; each is a template of {@link templates}. */
export type TemplateName =
  | 'title'
  | 'runbook'
  | 'dashboard'
  | 'traces'
  | 'logs'
  | 'silence'
  | 'firing.plain'
  | 'resolved.plain'
  | 'firing.slack'
  | 'digest.title'
  | 'digest.slack';

/** What a receiver's field says to have a template in it. */
export const template = (name: TemplateName): string => `{{ template "probecard.${name}" . }}`;

/** A named template. What is between its name and its end is what it prints, to the last space. */
export const define = (name: string, body: string): string => `{{ define "probecard.${name}" }}${body}{{ end }}\n`;
