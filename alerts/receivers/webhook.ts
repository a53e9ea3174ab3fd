import { credentialFile, type Credential } from './credentials';
import type { Integration } from './integration';

/** Whoever understands the JSON that Alertmanager sends (its documentation, "webhook"): the group with all of its alerts. */
export const webhook = (credential: Credential, options: { readonly resolved: boolean }): Integration => ({
  field: 'webhook_configs',
  credential,
  config: { url_file: credentialFile(credential), send_resolved: options.resolved },
});
