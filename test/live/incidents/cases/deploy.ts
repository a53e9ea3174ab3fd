import { KNOWN, type Case } from '../case';

/** What is no incident: the counters of every service begin anew, and whoever has no reset in mind sees them fall. */
export const DEPLOY: readonly Case[] = [
  {
    incident: 'deploy',
    workloads: ['yield-predictor', 'stdf-etl', 'ate', 'wafer-map'],
    ...KNOWN,
    lasts: 10,
    resolves: 65,
    expected: [],
  },
];
