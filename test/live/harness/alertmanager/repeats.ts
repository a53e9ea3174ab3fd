import type { Route } from '../../../../alerts/alertmanager';
import type { AlertmanagerFile } from './file';

/** Longer than any test, on whatever clock. */
const NEVER = '1y';

/**
 * The same configuration, but nothing is told again while it does not change: for what is told on a clock so fast that a repetition
 * may come between.
 */
export const withoutRepeats = (config: AlertmanagerFile): AlertmanagerFile => ({
  ...config,
  route: { ...neverRepeating(config.route), repeat_interval: NEVER },
});

/** What a route does not say it has from the one above. */
function neverRepeating({ repeat_interval: _, routes, ...route }: Route): Route {
  return { ...route, ...(routes && { routes: routes.map(neverRepeating) }) };
}
