import { UNCLAIMED } from '../../signals';
import { logSecrets } from '../log-secrets';

/** What services write that no workload answers for: the stack's own, and those that nobody has declared. */
export const logs = [
  logSecrets({
    prefix: 'Unclaimed',
    services: UNCLAIMED,
    causes: [
      'If it is a service of a team, tell that team; and declare it among the services of a workload in workloads/, so that the next time they are told.',
      'If it is a component of the stack, its log level is debug, or its configuration has a secret in an address: put that into a Secret that it reads as a file.',
    ],
  }),
] as const;
