/** A declaration that cannot be rendered: the message names the workload, signal or dashboard, the value, and the way out. */
export class DeclarationError extends Error {
  override readonly name = 'DeclarationError';
}
