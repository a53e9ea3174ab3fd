import { any, counter, gauge } from '../../promql';

// The exporter of the test floor exists and cannot be changed: these are its series.

export const tests = counter('ate_tests_total', {
  labels: { tester_id: any, test_name: any },
  help: 'Tests that a tester has run.',
});

export const yieldPercentage = gauge('ate_yield_percentage', {
  labels: { tester_id: any, product: any },
  unit: 'percent',
  help: 'Good dies among the dies tested, 0 to 100. It jitters by about a point from one scrape to the next.',
});

/** Although its name sounds like a histogram's, it is a gauge, and has no rate. */
export const testDuration = gauge('ate_test_duration_seconds', {
  labels: { tester_id: any, test_name: any },
  unit: 'seconds',
  help: 'How long the last run of the test took.',
});

export const testerStatus = gauge('ate_tester_status', {
  labels: { tester_id: any },
  unit: 'ratio',
  help: 'Whether the tester is up (1) or down (0).',
});

export const outliers = counter('ate_parametric_outliers_total', {
  labels: { tester_id: any, test_name: any },
  // Exporters that are older do not have it.
  optional: true,
  help: 'Measured values within their limits, but far from those of their neighbours.',
});
