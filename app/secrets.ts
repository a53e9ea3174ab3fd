import { receiversSecret } from '../charts/alertmanager';
import { signInSecrets } from '../charts/entry';
import { GRAFANA_CREDENTIALS, GRAFANA_DATABASE } from '../constructs/grafana/secrets';
import { OPEN_SEARCH_SECRET } from '../constructs/jaeger/open-search';
import { LOKI_BUCKET_SECRET } from '../constructs/loki/bucket';
import { OBSERVABILITY, OBSERVABILITY_NODE } from '../constructs/namespaces';
import { registryCredentials } from '../constructs/secrets/pull-secret';
import type { RequiredSecret } from '../constructs/secrets/secret';
import { GLOBAL_CERTIFICATE, regionalCertificate } from '../constructs/thanos/certificates';
import { objectStorageSecret } from '../constructs/thanos/object-storage';
import type { Environment } from '../environments';
import { endpointOf } from './props';
import { gatedNamespaces } from './surroundings';
import { watchedIn } from './watched';
import { contactsOf } from './contacts';

/** Every Secret that an environment needs and that is not rendered: what `probecard secrets` lists. */
export function secretsOf(environment: Environment): readonly RequiredSecret[] {
  const { availability, images, regional, globalQueryOver } = environment;
  const pullSecret = images?.pullSecret;
  return [
    receiversSecret(contactsOf(environment)),
    GRAFANA_CREDENTIALS,
    ...signInSecrets(OBSERVABILITY, availability),
    ...(availability === 'replicated' ? [GRAFANA_DATABASE, ...stores(environment)] : []),
    ...(regional ? [regionalCertificate(regional.host).secret] : []),
    ...(globalQueryOver ? [GLOBAL_CERTIFICATE.secret] : []),
    ...(pullSecret === undefined
      ? []
      : pulling(environment).map((namespace) => registryCredentials(pullSecret, namespace))),
  ];
}

/** The namespaces with pods of ours: deploy gates run beside their workloads. */
const pulling = (environment: Environment): readonly string[] => [
  OBSERVABILITY,
  OBSERVABILITY_NODE,
  ...gatedNamespaces(watchedIn(environment)),
];

/** What metrics, logs and traces are kept in. */
function stores({ services: { objectStorage } }: Environment): readonly RequiredSecret[] {
  if (!objectStorage) return [];
  const { region, buckets } = objectStorage;
  return [
    objectStorageSecret({ bucket: buckets.metrics, endpoint: endpointOf(objectStorage), region }),
    LOKI_BUCKET_SECRET,
    OPEN_SEARCH_SECRET,
  ];
}
