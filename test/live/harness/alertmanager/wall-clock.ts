/** What a clock on the wall and a calendar show. */
export interface Wall {
  /** Minutes since the beginning of the week, which begins on Sunday as Alertmanager's does. */
  readonly minuteOfWeek: number;
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

export const SUNDAY_FIRST = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

export const DAY = 24 * 60;
export const WEEK = 7 * DAY;

/** They are slow to make, and hold for good. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      weekday: 'long',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  formats.set(timeZone, format);
  return format;
}

/** What they show in a time zone at a time. @throws RangeError for a time zone that nobody knows */
export function wall(at: Date, timeZone = 'UTC'): Wall {
  const parts = Object.fromEntries(
    formatIn(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const weekday = SUNDAY_FIRST.findIndex((name) => name === parts.weekday?.toLowerCase());
  return {
    minuteOfWeek: weekday * DAY + Number(parts.hour) * 60 + Number(parts.minute),
    year: Number(parts.year),
    month: Number(parts.month),
    day: Number(parts.day),
  };
}
