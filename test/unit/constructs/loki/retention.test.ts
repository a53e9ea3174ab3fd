import { checkCompactor, checkRetention } from '../../../../constructs/loki/retention';

describe('the retention of log lines', () => {
  it('is of whole days', () => {
    expect(() => checkRetention({ retentionDays: 0.5, auditRetentionDays: 365 })).toThrow('loki: retentionDays is 0.5');
    expect(() => checkRetention({ retentionDays: 31, auditRetentionDays: NaN })).toThrow(
      'loki: auditRetentionDays is NaN',
    );
    expect(() => checkRetention({ retentionDays: 1, auditRetentionDays: 1 })).not.toThrow();
  });

  it('is not shorter for audit lines than for others', () => {
    expect(() => checkRetention({ retentionDays: 31, auditRetentionDays: 30 })).toThrow(
      'audit lines would be gone after 30 d and others after 31 d',
    );
  });

  const CONFIG = {
    schema_config: { configs: [{ object_store: 's3' }] },
    compactor: { retention_enabled: true, delete_request_store: 's3' },
    limits_config: { retention_period: '31d' },
  };

  it('needs somebody who deletes', () => {
    const { compactor, ...without } = CONFIG;
    const message = 'loki: lines are kept for 31d, and no compactor deletes older ones';
    expect(() => checkCompactor(without)).toThrow(message);
    expect(() => checkCompactor({ ...CONFIG, compactor: { ...compactor, retention_enabled: false } })).toThrow(message);
    expect(() => checkCompactor(CONFIG)).not.toThrow();
  });

  it('needs who deletes to know of every store that lines are in', () => {
    const configs = [...CONFIG.schema_config.configs, { object_store: 'gcs' }];
    expect(() => checkCompactor({ ...CONFIG, schema_config: { configs } })).toThrow(
      "kept for 31d in gcs, and the compactor deletes in 's3'",
    );
  });
});
