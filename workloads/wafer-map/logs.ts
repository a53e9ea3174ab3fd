import { logErrors } from '../log-errors';
import { logSecrets } from '../log-secrets';
import { errorRatio } from './rendering';
import { PATH } from './services';

export const logs = [
  logErrors({
    prefix: 'WaferMap',
    services: PATH,
    toldBy: [errorRatio],
    impact:
      'Some maps are drawn without what the service should have given, or again and again until they succeed: engineers wait longer, and few of them say so.',
    causes: [
      'If the text names a connection that was refused or timed out, look at who is called: kubectl -n test-data get pods -l app.kubernetes.io/name=<service> -o wide.',
      'If die-query logs that the database has no connection free, look at who holds them: kubectl -n test-data exec deployment/die-query -- psql "$DATABASE_URL" -c "select client_addr, state, count(*) from pg_stat_activity group by 1, 2".',
      'If the service was deployed at that time, roll it back: kubectl -n test-data rollout undo deployment/<service>.',
    ],
  }),
  logSecrets({
    prefix: 'WaferMap',
    services: PATH,
    causes: [
      'If the service is postgres, a statement that failed is in its log as it was sent: have whoever sent it pass values as parameters, which are not logged unless log_parameter_max_length_on_error says so.',
      'If it is another, take it out of the statement that logs it: log who asks, never the header or the whole address; then see that the number of lines falls to none.',
    ],
  }),
] as const;
