import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { imageReference, IMAGES, pullSecrets } from '../images';
import { goMemoryLimit } from '../memory';
import { metadata } from '../metadata';
import type { Platform } from '../platform';
import { RESTRICTED_CONTAINER, restrictedPod } from '../pod-security';
import { resourceRequirements, type Resources } from '../resources';
import { ServiceAccount } from '../service-account';
import { JAEGER_INDEX_CLEANER } from './component';
import {
  fromSecret,
  OPEN_SEARCH_FILES,
  OPEN_SEARCH_MOUNT,
  OPEN_SEARCH_VOLUME,
  openSearchUrls,
  type OpenSearch,
} from './open-search';
import { USER } from './pod';
import { CLEANING, indicesKept } from './retention';

export interface IndexCleanerProps extends Platform {
  readonly openSearch: OpenSearch;
  /** How long spans are kept, in days. */
  readonly retentionDays: number;
  readonly resources: Resources;
}

const { name: NAME, pods: PODS } = JAEGER_INDEX_CLEANER;

/** A run takes seconds; one that hangs for so long never ends. */
const DEADLINE_SECONDS = 1800;
/** A start that was missed is made up for within these hours: the next day's would do as well. */
const LATE_SECONDS = 6 * 3600;

/** Deletes the indices of days that nobody looks back to, once a day. */
export class IndexCleaner extends Construct {
  constructor(scope: Construct, id: string, props: IndexCleanerProps) {
    super(scope, id);
    const { namespace } = props;
    new ServiceAccount(this, 'service-account', NAME, namespace);
    new k8s.KubeCronJob(this, 'cron-job', {
      metadata: metadata({ name: NAME, namespace }),
      spec: {
        ...CLEANING,
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: LATE_SECONDS,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          metadata: { labels: PODS },
          spec: {
            backoffLimit: 3,
            activeDeadlineSeconds: DEADLINE_SECONDS,
            template: { metadata: { labels: PODS }, spec: pod(props) },
          },
        },
      },
    });
  }
}

function pod(props: IndexCleanerProps): k8s.PodSpec {
  return {
    ...pullSecrets(props.images),
    serviceAccountName: NAME,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    restartPolicy: 'Never',
    securityContext: restrictedPod(USER),
    containers: [
      {
        name: NAME,
        image: imageReference(IMAGES.jaegerIndexCleaner, props.images),
        args: args(props),
        // It reads no file but the one with the authorities.
        env: [fromSecret('ES_USERNAME', 'user'), fromSecret('ES_PASSWORD', 'password'), goMemoryLimit(props.resources)],
        resources: resourceRequirements(props.resources),
        securityContext: RESTRICTED_CONTAINER,
        volumeMounts: [OPEN_SEARCH_MOUNT],
      },
    ],
    volumes: [OPEN_SEARCH_VOLUME],
  };
}

function args({ openSearch, retentionDays }: IndexCleanerProps): string[] {
  const [url = ''] = openSearchUrls(openSearch);
  return [
    String(indicesKept(retentionDays)),
    url,
    `--index-prefix=${openSearch.indexPrefix}`,
    '--es.tls.enabled=true',
    `--es.tls.ca=${OPEN_SEARCH_FILES.authorities}`,
  ];
}
