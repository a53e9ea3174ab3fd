/** All times are milliseconds since 1970, UTC. The data set ends at the same time in every run, so that runs can be compared. */
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const SCRAPE_INTERVAL = 15 * SECOND;

/** When all rules are evaluated: noon, so that the day before and the hours before differ in traffic. */
export const END = Date.UTC(2026, 0, 31, 12);
export const PERIOD = 30 * DAY;
/** What is read at the period's first instants lies before it; no window but the period itself is longer. */
const MARGIN = 3 * DAY;
export const BEGINNING = END - PERIOD - MARGIN;
