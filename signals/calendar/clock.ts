import { DeclarationError } from '../declaration-error';

/** A time of day in hours and minutes, `07:30`; `24:00` is the end of a day. */
export type TimeOfDay = `${number}:${number}`;

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** @throws DeclarationError for what is no time of a day */
export function checkTime(what: string, time: string): void {
  if (!TIME.test(time) && time !== '24:00') {
    throw new DeclarationError(`${what}: '${time}' is no time of day: write hours and minutes, such as 07:30 or 24:00`);
  }
}

/**
 * Node does not care for capitals, Alertmanager does. Other names of a zone (`Asia/Kolkata`) are not among those that Node lists.
 * @throws DeclarationError for a zone that the IANA database does not have, or not so
 */
export function checkTimeZone(what: string, timeZone: string): void {
  const known = Intl.supportedValuesOf('timeZone').find((one) => one.toLowerCase() === timeZone.toLowerCase());
  if (known === timeZone || (known === undefined && isZone(timeZone))) return;
  const right = known ?? 'one such as America/Los_Angeles';
  throw new DeclarationError(`${what}: '${timeZone}' is no time zone: write ${right}`);
}

function isZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
