import { declaredInhibitions, severityInhibitions } from '../../../../alerts/inhibition';
import type { Severity } from '../../../../signals';
import { ate } from '../../../../workloads/ate';
import { uninhibited } from '../../../live/incidents/inhibition';

const rules = [...severityInhibitions([ate]), ...declaredInhibitions([ate])];

interface Firing {
  readonly alertname: string;
  readonly severity: Severity;
  readonly tester_id: string;
  readonly test_name?: string;
  readonly product?: string;
}

const outliers = (severity: Severity, test_name = 'VDD_LEAKAGE', tester_id = 'ATE_001'): Firing => ({
  alertname: 'AteParametricOutliers',
  severity,
  tester_id,
  test_name,
});
const step: Firing = { alertname: 'AteYieldDrop', severity: 'critical', tester_id: 'ATE_001', product: 'XR7' };
const low = (tester_id = 'ATE_001'): Firing => ({
  alertname: 'AteYieldLow',
  severity: 'warning',
  tester_id,
  product: 'XR7',
});

/** What is left to be told. */
const told = (...firing: readonly Firing[]): readonly Firing[] => {
  const alerts = firing.map((alert) => ({ alert, labels: { workload: 'ate', ...alert } }));
  return uninhibited(alerts, rules).map(({ alert }) => alert);
};

describe('of a tester whose outliers come with a loss of yield', () => {
  it('the critical alert is told alone, test by test', () => {
    const both = [outliers('critical'), outliers('critical', 'IDDQ')];
    expect(told(...both, outliers('warning'), outliers('warning', 'IDDQ'), low())).toEqual(both);
  });

  it('the step is told alone, if there is one', () => {
    expect(told(step, outliers('critical'), outliers('critical', 'IDDQ'), outliers('warning'), low())).toEqual([step]);
  });
});

describe('nothing is kept back', () => {
  it.each([
    ['of another tester', [outliers('critical'), low('ATE_002')]],
    ['of another test whose outliers are many', [outliers('critical'), outliers('warning', 'IDDQ')]],
    ['of a step on another tester', [step, outliers('critical', 'VDD_LEAKAGE', 'ATE_002')]],
    ['by outliers alone: yield that is low always is another matter', [outliers('warning'), low()]],
  ])('%s', (_, firing) => {
    expect(told(...firing)).toEqual(firing);
  });
});
