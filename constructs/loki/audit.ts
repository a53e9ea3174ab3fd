/**
 * The stream of audit logs, which is kept longer than any other. Who writes such a line sets the resource attribute, or a
 * collector does; Loki makes a stream label of it, and the label decides on the retention.
 */
export const AUDIT_STREAM = { attribute: 'log.type', label: 'log_type', value: 'audit' } as const;

/** The audit stream as Loki selects it: label matchers, the only thing that a retention can be bound to. */
export const AUDIT_SELECTOR = `{${AUDIT_STREAM.label}="${AUDIT_STREAM.value}"}`;
