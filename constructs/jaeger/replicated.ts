import { Construct } from 'constructs';
import type { Platform } from '../platform';
import type { Resources } from '../resources';
import { toYaml } from '../yaml';
import { jaegerCollectorConfig } from './collector-config';
import { JAEGER_COLLECTOR, JAEGER_QUERY } from './component';
import { IndexCleaner } from './index-cleaner';
import type { OpenSearch } from './open-search';
import { JaegerPart } from './part';
import { CONFIG_FILE } from './pod';
import { jaegerQueryConfig } from './query-config';
import { UI_FILE, uiConfig, type JaegerUi } from './ui';

interface Part {
  readonly replicas: number;
  readonly resources: Resources;
}

export interface ReplicatedJaegerProps extends Platform {
  /** How long spans are kept, in days. */
  readonly retentionDays: number;
  readonly openSearch: OpenSearch;
  readonly ui: JaegerUi;
  /** Whoever answers PromQL: rates, errors and durations of spans. */
  readonly metricsUrl: string;
  readonly collector: Part;
  readonly query: Part;
  readonly indexCleaner: Pick<Part, 'resources'>;
}

/** Jaeger in parts over OpenSearch: what writes and what reads, each in replicas, and what deletes what is too old. */
export class ReplicatedJaeger extends Construct {
  constructor(scope: Construct, id: string, props: ReplicatedJaegerProps) {
    super(scope, id);
    const { namespace, images, scrapeInterval, openSearch, retentionDays, metricsUrl } = props;
    const platform = { namespace, images, scrapeInterval };
    new JaegerPart(this, 'collector', {
      ...platform,
      ...props.collector,
      component: JAEGER_COLLECTOR,
      files: { [CONFIG_FILE]: toYaml(jaegerCollectorConfig(openSearch, retentionDays)) },
      headless: true,
    });
    new JaegerPart(this, 'query', {
      ...platform,
      ...props.query,
      component: JAEGER_QUERY,
      files: {
        [CONFIG_FILE]: toYaml(jaegerQueryConfig(openSearch, retentionDays, metricsUrl)),
        [UI_FILE]: uiConfig(props.ui, { retentionDays, knowsDependencies: false }),
      },
    });
    new IndexCleaner(this, 'index-cleaner', { ...platform, ...props.indexCleaner, openSearch, retentionDays });
  }
}
