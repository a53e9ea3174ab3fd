import { DAY } from '../../../simulator/time';

/**
 * The time of the newest sample, in seconds: a Wednesday morning in winter. Two minutes before a new block of two hours, so that the newest
 * is as long as it gets.
 */
export const END = Date.UTC(2026, 0, 14, 9, 58) / 1000;

/** How much past there is. */
export const DAYS = 30;

/** When exporters started that have counted all the time. */
export const SINCE = END - 2 * DAYS * DAY;
