/** The ConfigMap with the templates of notifications, and its key. */
export const TEMPLATES = { name: 'alertmanager-templates', key: 'notifications.tmpl' } as const;

/** Where Alertmanager finds them: the operator (v0.93.1, `spec.configMaps`) mounts each ConfigMap there, and reloads when it changes. */
export const TEMPLATES_FILE = `/etc/alertmanager/configmaps/${TEMPLATES.name}/${TEMPLATES.key}`;
