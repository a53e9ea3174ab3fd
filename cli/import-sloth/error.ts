/** A file that is no Sloth spec, or none that can be read. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
}

/** An SLO of a spec that no constructor can say; the message says why, and what can be done. */
export class Untranslatable extends Error {
  override readonly name = 'Untranslatable';
}
