import type { SignIn } from '../entry/sign-in';
import { portOf } from '../port-of';
import { GRAFANA_COMPONENT } from './component';
import { fromFile, iniText, type Ini } from './ini';
import { CREDENTIALS, SECRET_FILES } from './secrets';
import { signInSections } from './sign-in';
import type { Storage } from './storage';

/** Where dashboards lie as files, one folder for each folder that Grafana shows. */
export const DASHBOARDS_PATH = '/var/lib/grafana-dashboards';

const { file } = SECRET_FILES.credentials;

const INI: Ini = {
  analytics: {
    reporting_enabled: false,
    check_for_updates: false,
    check_for_plugin_updates: false,
    feedback_links_enabled: false,
  },
  dashboards: { min_refresh_interval: '10s' },
  log: { mode: 'console' },
  'log.console': { format: 'json' },
  metrics: { enabled: true },
  news: { news_feed_enabled: false },
  // A fab has no way out: only what the image carries is loaded, and nothing is looked up at grafana.com.
  plugins: { preinstall_disabled: true, preinstall_auto_update: false, plugin_admin_enabled: false },
  security: {
    admin_user: fromFile(file(CREDENTIALS.user)),
    admin_password: fromFile(file(CREDENTIALS.password)),
    secret_key: fromFile(file(CREDENTIALS.secretKey)),
    disable_gravatar: true,
    cookie_secure: true,
    strict_transport_security: true,
    content_security_policy: true,
  },
  snapshots: { external_enabled: false },
  // Rules are Prometheus's and notifications Alertmanager's: Grafana shows and silences them. It evaluates none of its own, so
  // that replicas have nothing to tell each other.
  unified_alerting: { enabled: true, execute_alerts: false },
};

export interface GrafanaIniProps {
  /** The public URL, which links are made of. */
  readonly url: string;
  readonly signIn: SignIn;
  readonly storage: Storage;
}

/** `grafana.ini` of Grafana 13.1. Credentials are not in it: it says in which files they are. */
export function grafanaIni({ url, signIn, storage }: GrafanaIniProps): string {
  return iniText({
    server: { http_port: portOf(GRAFANA_COMPONENT, 'http'), root_url: url },
    ...INI,
    ...signInSections(signIn),
    ...storage.ini,
  });
}

/** The provisioning file that makes Grafana read dashboards from the folder tree. */
export function dashboardProvider() {
  return {
    apiVersion: 1,
    providers: [
      {
        name: 'probecard',
        type: 'file',
        orgId: 1,
        // A dashboard that is no longer rendered disappears; one that is edited by hand is not saved over its source.
        disableDeletion: false,
        allowUiUpdates: false,
        updateIntervalSeconds: 30,
        options: { path: DASHBOARDS_PATH, foldersFromFilesStructure: true },
      },
    ],
  };
}
