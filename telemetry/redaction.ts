/** How whatever stands in the place of a secret begins; by it, lines that had one are found. */
export const REDACTED = '[redacted:';

/** What stands in the place of a secret. @param kind lower-case letters, digits and `-`, such as `bearer-token` */
export const redacted = (kind: string): string => `${REDACTED}${kind}]`;
