import { AUDIT } from '../../telemetry/streams';

/** How long log lines are kept, in days; the compactor deletes older ones. */
export interface LogRetention {
  readonly retentionDays: number;
  /** Lines of the audit stream. */
  readonly auditRetentionDays: number;
}

/** The audit stream as Loki selects it: label matchers, the only thing that a retention can be bound to. */
export const AUDIT_SELECTOR = `{${AUDIT.label}="${AUDIT.value}"}`;

/** What Loki 3.7 is told of it, as one of its limits. */
export const retention = ({ retentionDays, auditRetentionDays }: LogRetention) => ({
  retention_period: `${retentionDays}d`,
  retention_stream: [{ selector: AUDIT_SELECTOR, priority: 1, period: `${auditRetentionDays}d` }],
});

/** @throws Error for less than a day, which Loki does not know, and for audit lines that would go before others */
export function checkRetention(kept: LogRetention): LogRetention {
  for (const [name, days] of Object.entries(kept)) {
    if (!Number.isInteger(days) || days < 1) {
      throw new Error(`loki: ${name} is ${days}: lines are kept for whole days, one at least`);
    }
  }
  const { retentionDays, auditRetentionDays } = kept;
  if (auditRetentionDays < retentionDays) {
    throw new Error(
      `loki: audit lines would be gone after ${auditRetentionDays} d and others after ${retentionDays} d: keep them as long at least`,
    );
  }
  return kept;
}

/** The parts of Loki's configuration on which it depends whether anything is ever deleted. */
interface Deleting {
  readonly schema_config: { readonly configs: readonly { readonly object_store: string }[] };
  readonly compactor?: { readonly retention_enabled: boolean; readonly delete_request_store: string };
  readonly limits_config: { readonly retention_period: string };
}

/** @throws Error for a retention that nobody enforces: lines would be kept for ever, and the promise to delete them broken */
export function checkCompactor<C extends Deleting>(config: C): C {
  const { compactor, schema_config: schema, limits_config: limits } = config;
  const promised = `loki: lines are kept for ${limits.retention_period}`;
  if (compactor?.retention_enabled !== true) {
    throw new Error(`${promised}, and no compactor deletes older ones: set compactor.retention_enabled`);
  }
  const other = schema.configs.find(({ object_store: store }) => store !== compactor.delete_request_store);
  if (other) {
    throw new Error(
      `${promised} in ${other.object_store}, and the compactor deletes in '${compactor.delete_request_store}': make delete_request_store the same`,
    );
  }
  return config;
}
