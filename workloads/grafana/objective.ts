import { percent } from '../../promql';
import { availability, warningsOnly, WORKBOOK_TIERS } from '../../signals';
import { requests } from './metrics';
import { errorRatio, FAULTS, own } from './service';

export const answers = availability({
  id: 'availability',
  title: 'Dashboards',
  promise: 'of requests are answered without an error of Grafana',
  objective: percent(99.5),
  events: requests.where(own).count,
  bad: { status_code: FAULTS },
  // Nobody is woken since a picture is missing; that none is there at all is an alert of its own.
  tiers: warningsOnly(WORKBOOK_TIERS),
  missing: 'not counted',
  signals: [errorRatio],
  impact: 'People look at nothing, or at holes, while they look for the cause of an incident.',
  nextSteps: [
    'On the dashboard Grafana, see whether requests fail in general or one kind of data source does.',
    'Compare the beginning with the last merge: git log --oneline -- dist/<environment>/grafana.k8s.yaml; revert it if it fits.',
    'If its database is slow, see services.postgres of the environment, and kubectl -n observability logs -l app.kubernetes.io/name=grafana -c grafana --since=1h | grep -i database.',
  ],
});
