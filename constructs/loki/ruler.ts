import { ALERTMANAGER_COMPONENT } from '../alertmanager/component';
import { OBSERVABILITY } from '../namespaces';

/** What Loki is told to look for in lines, and how the alerts of it are known. */
export interface LogRules {
  /** Groups of rules as Prometheus writes them, with LogQL for expressions: a file. */
  readonly text: string;
  /** Added to every alert, as Prometheus adds them to its own: the cluster and its region. */
  readonly externalLabels: Readonly<Record<string, string>>;
  /** Grafana's public URL, and the uid of Loki there: alerts link to their query. */
  readonly grafanaUrl: string;
  readonly sourceUid: string;
}

/** The ConfigMap with the rules. It is no part of the configuration: Loki reads it anew every minute, and is not restarted for it. */
export const RULES = { name: 'loki-rules', key: 'rules.yaml' } as const;

/**
 * Where the rules are mounted. Loki 3.7 looks for `<directory>/<tenant>/<file>`; who has no tenants is called `fake`. The ConfigMap
 * is the tenant's folder itself: above it, Loki would take the folders of a mounted ConfigMap for tenants.
 */
const DIRECTORY = '/etc/loki-rules';
export const RULES_PATH = `${DIRECTORY}/fake`;

/**
 * Alertmanagers do not tell each other of alerts, so each must be told: by the DNS, which knows them all. The name is that of the
 * operator's headless Service.
 */
const ALERTMANAGERS = `_web._tcp.${ALERTMANAGER_COMPONENT.name}-operated.${OBSERVABILITY}.svc`;

/**
 * The ruler of Loki 3.7. Rules are files that it cannot change: its API answers what they are and how they do, and refuses to
 * write. Of replicas, each evaluates the groups that fall to it; those of one that is gone fall to the others within a minute.
 */
export function ruler({ externalLabels, grafanaUrl, sourceUid }: Omit<LogRules, 'text'>, isReplicated: boolean) {
  return {
    storage: { type: 'local', local: { directory: DIRECTORY } },
    alertmanager_url: `http://${ALERTMANAGERS}`,
    enable_alertmanager_discovery: true,
    external_url: grafanaUrl,
    datasource_uid: sourceUid,
    external_labels: externalLabels,
    enable_sharding: isReplicated,
  };
}
