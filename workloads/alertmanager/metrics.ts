import { any, counter, gauge } from '../../promql';

// Names, labels and meaning as in Alertmanager v0.31.1: notify/notify.go, cluster/cluster.go, silence, nflog, config.

export const configReloaded = gauge('alertmanager_config_last_reload_successful', {
  unit: 'ratio',
  help: '1 if the configuration that is there was taken, 0 if it was refused.',
});

export const configHash = gauge('alertmanager_config_hash', {
  unit: 'count',
  help: 'A number that is the same for the same configuration.',
});

export const notifications = counter('alertmanager_notifications_total', {
  labels: { integration: any },
  help: 'Notifications that were to be sent, those that failed among them.',
});

export const notificationsFailed = counter('alertmanager_notifications_failed_total', {
  labels: {
    integration: any,
    reason: ['clientError', 'serverError', 'contextCanceled', 'contextDeadlineExceeded', 'other'],
  },
  help: 'Notifications that were given up after all attempts.',
});

export const alerts = gauge('alertmanager_alerts', {
  labels: { state: ['active', 'suppressed', 'unprocessed'] },
  unit: 'count',
  help: 'Alerts by state; those that are silenced or inhibited are suppressed.',
});

export const silences = gauge('alertmanager_silences', {
  labels: { state: ['active', 'expired', 'pending'] },
  unit: 'count',
  help: 'Silences by state.',
});

export const invalidAlerts = counter('alertmanager_alerts_invalid_total', {
  labels: { version: ['v2'] },
  help: 'Alerts that were refused.',
});

export const silenceErrors = counter('alertmanager_silences_maintenance_errors_total', {
  help: 'Attempts to write silences to disk that failed.',
});

export const logErrors = counter('alertmanager_nflog_maintenance_errors_total', {
  help: 'Attempts to write to disk what was sent that failed.',
});
