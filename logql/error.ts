/** A log query that must not be built: the message names the query or label and what to do instead. */
export class LogqlError extends Error {
  override readonly name = 'LogqlError';
}
