import { logErrors } from '../log-errors';
import { logSecrets } from '../log-secrets';
import { errorRatio, jobsFinished, throughput } from './pipeline';

/** Those that only this pipeline uses, and the name that its Service has; the models are another team's. */
const SERVICES = ['stdf-parser', 'stdf-etl', 'api-gateway', 'feature-store'] as const;

export const logs = [
  logErrors({
    prefix: 'StdfEtl',
    services: SERVICES,
    toldBy: [errorRatio, jobsFinished, throughput],
    impact: 'Single files or records are left out or taken again: a lot is missing dies long before anybody misses it.',
    causes: [
      'If stdf-parser logs records that it cannot read, compare testers and programs on the dashboard STDF parsing: one program is new there, or has been changed.',
      'If api-gateway logs time-outs, open the trace of one of them: the service whose span is the longest is the one to look at.',
      'If feature-store logs missing features, look at its last load: kubectl -n test-data logs deployment/feature-store --since=24h | grep -i load | tail.',
    ],
  }),
  logSecrets({
    prefix: 'StdfEtl',
    services: SERVICES,
    causes: [
      'If api-gateway writes whole requests, have it write method, path and status only: the header authorization is in every request.',
      'If stdf-parser writes the address of its bucket or database with a password in it, give it the password as a variable of its own, from a Secret.',
    ],
  }),
] as const;
