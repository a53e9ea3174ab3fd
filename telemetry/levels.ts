/**
 * What Loki makes of a line's severity, whatever words its author used (`constants.LogLevels` of Loki 3.7: `ERR` and severity
 * number 17 are both `error`). It attaches it to each line.
 */
export const LEVEL_LABEL = 'detected_level';

export const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'critical', 'fatal', 'unknown'] as const;

/** Levels of lines that say that something failed. */
export const FAILURES = ['error', 'critical', 'fatal'] as const satisfies readonly (typeof LEVELS)[number][];
