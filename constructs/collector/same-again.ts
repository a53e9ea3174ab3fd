import { processor, type Processor } from './pipeline/component';

/**
 * Makes of a line that is sent again the same line: whatever was read or sent twice, Loki stores once (3.7: same time, same text,
 * same attributes). Without it, the time at which the collector saw the line would be attached to it, and differ each time.
 */
export const sameAgain = (): Processor =>
  processor('transform/same_again', ['logs'], {
    error_mode: 'ignore',
    log_statements: [
      {
        context: 'log',
        statements: ['set(log.observed_time_unix_nano, 0) where log.time_unix_nano != 0'],
      },
    ],
  });
