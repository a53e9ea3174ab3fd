/** The port of Grafana's web server, by the name that its Service gives it. */
export const GRAFANA_PORTS = { http: 3000 } as const;

/** Where dashboards lie as files, one folder for each folder that Grafana shows. */
export const DASHBOARDS_PATH = '/var/lib/grafana-dashboards';

const INI: Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>> = {
  analytics: {
    reporting_enabled: false,
    check_for_updates: false,
    check_for_plugin_updates: false,
    feedback_links_enabled: false,
  },
  'auth.anonymous': { enabled: false },
  dashboards: { min_refresh_interval: '10s' },
  database: { type: 'sqlite3', wal: true },
  log: { mode: 'console' },
  'log.console': { format: 'json' },
  metrics: { enabled: true },
  news: { news_feed_enabled: false },
  // A fab has no way out: only what the image carries is loaded, and nothing is looked up at grafana.com.
  plugins: { preinstall_disabled: true, preinstall_auto_update: false, plugin_admin_enabled: false },
  security: { disable_gravatar: true, cookie_secure: true },
  snapshots: { external_enabled: false },
  users: { allow_sign_up: false, allow_org_create: false },
};

/** `grafana.ini` of Grafana 13.1. Credentials are not in it: they come as files. @param url the public URL, which links are made of */
export function grafanaIni(url: string): string {
  const sections = { server: { http_port: GRAFANA_PORTS.http, root_url: url }, ...INI };
  return Object.entries(sections)
    .map(([name, settings]) => [
      `[${name}]`,
      ...Object.entries(settings).map(([key, value]) => `${key} = ${value}`),
      '',
    ])
    .flat()
    .join('\n');
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
