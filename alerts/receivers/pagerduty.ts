import type { Team } from '../../signals';
import { template } from '../notifications/template';
import { credentialFile } from './credentials';
import type { Integration } from './integration';

/**
 * A team's service in PagerDuty (Events API v2): a notification opens an incident, those of the same group are added to it, and
 * the last of its alerts that ends closes it.
 */
export function pagerDuty({ name }: Team): Integration {
  const credential = {
    key: `${name}-pagerduty-routing-key`,
    holds: `the integration key (Events API v2) of the PagerDuty service of ${name}`,
  };
  return {
    field: 'pagerduty_configs',
    credential,
    config: {
      routing_key_file: credentialFile(credential),
      send_resolved: true,
      severity: 'critical',
      description: template('title'),
      client: 'probecard',
      client_url: template('dashboard'),
      details: {
        firing: template('firing.plain'),
        resolved: template('resolved.plain'),
      },
      // One without an address is left out (Alertmanager 0.31, notify/pagerduty).
      links: [
        { text: 'Runbook', href: template('runbook') },
        { text: 'Dashboard', href: template('dashboard') },
        { text: 'Traces', href: template('traces') },
        { text: 'Logs', href: template('logs') },
        { text: 'Silence', href: template('silence') },
      ],
    },
  };
}
