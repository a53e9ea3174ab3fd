import { milliseconds, type Duration } from '../../promql';
import { shortWindow, type Objective } from '../../signals';

/** How often rules of short windows are evaluated: the pair, and what alerts within minutes. */
export const FAST = '30s';
/** How often those of a day and more are: they move slowly and read a lot, which is where the cost is. */
export const SLOW = '5m';

/** From here on a window is computed from the pair instead of the source. */
const FROM_THE_PAIR = milliseconds('2h');
const A_DAY = milliseconds('1d');

/** Sloth records these whatever its tiers are, and dashboards made for it expect them. */
const SLOTH_WINDOWS: readonly Duration[] = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'];

export const isSlow = (window: Duration): boolean => milliseconds(window) >= A_DAY;
export const isFromThePair = (window: Duration): boolean => milliseconds(window) >= FROM_THE_PAIR;

const ascending = (windows: readonly Duration[]): readonly Duration[] =>
  [...new Set(windows)].sort((a, b) => milliseconds(a) - milliseconds(b));

/** The period that alerts: shares of a budget are of its budget. */
export const periodOf = ({ periods }: Objective): Duration => periods[0];
export const days = (period: Duration): number => milliseconds(period) / A_DAY;

/** Windows whose error ratio is recorded, the periods among them, from short to long; each once. */
export const ratioWindows = ({ tiers, periods, policy }: Objective): readonly Duration[] =>
  ascending([
    ...periods,
    ...SLOTH_WINDOWS,
    ...tiers.flatMap((tier) => [shortWindow(tier), tier.window]),
    policy.deferring.window,
  ]);

/** The tiers' long windows, of which it is recorded what share of the budget goes with their errors. */
export const burntWindows = ({ tiers }: Objective): readonly Duration[] => ascending(tiers.map(({ window }) => window));

/** The window whose pace says how long the budget lasts. */
export const PACE: Duration = '1d';

/** Windows of which it is recorded what share of the budget their bad events are. */
export const spentWindows = ({ policy }: Objective): readonly Duration[] => ascending([PACE, policy.deferring.window]);

/** Windows of which it is recorded how much of them the objective has lived. */
export const ageWindows = (objective: Objective): readonly Duration[] =>
  ascending([...burntWindows(objective), ...objective.periods]);
