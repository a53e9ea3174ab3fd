import { spansOf, type Conditions } from '../incidents';
import { within, type Time } from '../time';
import type { PathName, Shares } from './request';

/** A good day. */
const USUAL: Shares = { failing: 0.0005, slow: 0.005, hot: 0.03, debug: 0.01 };

/** What becomes of the requests of a path at a moment: incidents of the wafer map are seen in its traces as in its metrics. */
export const sharesAt = (conditions: Conditions, path: PathName, t: Time): Shares =>
  path === 'wafer map'
    ? {
        ...USUAL,
        ...(within(spansOf(conditions, 'failing-maps'), t) && { failing: 0.05 }),
        ...(within(spansOf(conditions, 'slow-maps'), t) && { slow: 1 }),
      }
    : USUAL;
