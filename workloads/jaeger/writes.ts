import { shown, type Scrape, type Signal } from '../../signals';
import { own as ownOf } from '../stack';
import { trouble, wrong } from '../trouble';
import { writesFailed, written } from './bulk-metrics';

const LABELS = {
  kind: 'opensearch',
  name: 'opensearch',
  role: 'tracestore',
  otel_scope_name: 'x',
  otel_scope_schema_url: 'x',
  otel_scope_version: 'x',
} as const;

/** What OpenSearch takes and refuses: it is written in bulk, after a span has counted as stored. */
export function writes(scrape: Scrape): readonly Signal[] {
  const own = ownOf(scrape);
  return [
    trouble({
      name: 'JaegerStoreRefuses',
      title: 'Documents refused',
      description:
        'Documents that OpenSearch refuses, a second. They have counted as stored by then, and nobody sends them again.',
      scraped: own,
      label: 'kind',
      kinds: { refused: wrong(writesFailed, own, LABELS) },
      impact: 'Spans are lost: traces have holes that nothing else tells of.',
      nextSteps: [
        'Read the reason: kubectl -n observability logs -l app.kubernetes.io/name=jaeger-collector --since=15m | grep -i bulk.',
        '"index read-only" and "disk watermark" ask for room: free some by shortening retention.traces of the environment, or enlarge OpenSearch.',
        '"mapper_parsing" points at attributes that are a number here and a text there: have the service that sends them choose one.',
      ],
    }),
    shown({
      name: 'JaegerStoreWrites',
      title: 'Documents written',
      description: 'Documents that OpenSearch takes a second.',
      query: written.where(own).rate().sumBy(),
    }),
  ];
}
