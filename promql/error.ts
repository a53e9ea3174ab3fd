/** An expression that must not be built: the message names the metric, label or unit and what to do instead. */
export class PromqlError extends Error {
  override readonly name = 'PromqlError';
}
