import type { Dashboard } from '../../signals';

export type Page = Pick<Dashboard, 'uid' | 'title' | 'description'>;

export const EXECUTIVE: Page = {
  uid: 'executive',
  title: 'Executive view',
  description:
    'Does the fab get what it was promised? Top to bottom: what is produced, which promises hold, what is in trouble.',
};

export const INCIDENT_IMPACT: Page = {
  uid: 'incident-impact',
  title: 'Incident impact',
  description:
    'What is wrong, which promises it costs, and what the fab loses by it, over the time range that is chosen: set it to the incident.',
};

export const ALERTS_REVIEW: Page = {
  uid: 'alerts',
  title: 'Alerts',
  description:
    'What fires now, how often each alert has fired in 30 days, and how long it took to resolve: for whoever is on call, and for the monthly review of false ones.',
};

export const MONITORING_HEALTH: Page = {
  uid: 'monitoring-health',
  title: 'The stack itself',
  description:
    'Is the monitoring healthy? Top to bottom: what answers and what is promised, whether anything is noticed, whether people are told, and whether logs and traces are there to explain it.',
};

export const TRACES: Page = {
  uid: 'traces',
  title: 'Traces',
  description:
    'Which service is slow or fails, in which operation, and in which traces? Top to bottom: all services, the operations of one of them, its traces, and where the time of a wafer map goes.',
};

export const LOGS: Page = {
  uid: 'logs',
  title: 'Logs',
  description:
    'What do services write, and what of it says that something failed? Top to bottom: how much there is, what fails, the lines themselves, and who read what.',
};

export const INFRASTRUCTURE: Page = {
  uid: 'infrastructure',
  title: 'Infrastructure',
  description:
    'Is the hardware what it should be? For CPU, memory, GPUs, disks and network from left to right: how much is used, what waits for it, and what goes wrong.',
};
