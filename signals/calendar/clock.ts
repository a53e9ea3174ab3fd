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

/** @throws DeclarationError for a zone that the IANA database does not have */
export function checkTimeZone(what: string, timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw new DeclarationError(`${what}: '${timeZone}' is no time zone: write one such as America/Los_Angeles`);
  }
}
