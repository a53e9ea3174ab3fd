import { failures as notificationsFail } from '../../workloads/alertmanager/delivery';
import { lost as lostOnTheWay } from '../../workloads/collector/losing';
import { errorRatio as grafanaErrors } from '../../workloads/grafana/service';
import { spansNotStored } from '../../workloads/jaeger';
import { lag } from '../../workloads/loki/requests';
import { lost as alertsLost } from '../../workloads/prometheus/delivery';
import { latency as queryLatency } from '../../workloads/prometheus/queries';
import { failures as ruleFailures } from '../../workloads/prometheus/rules';
import { ingested } from '../../workloads/prometheus/scraping';
import type { Borrowed } from './borrowed';

/** Whether anything is seen at all, and looked at in time. */
export const NOTICING: readonly Borrowed[] = [{ signal: ingested }, { signal: ruleFailures }];

/** Whether it reaches people, by a page or by a look. */
export const TELLING: readonly Borrowed[] = [
  { signal: alertsLost },
  { signal: notificationsFail },
  { signal: queryLatency },
  { signal: grafanaErrors },
];

/** Whether what explains an incident is there. */
export const COLLECTING: readonly Borrowed[] = [{ signal: lostOnTheWay }, { signal: lag }, { signal: spansNotStored }];
