import { any, counter, gauge, histogram } from '../../promql';

/** The models that are served, as the label `model` names them. */
export const MODELS = ['yield_predictor', 'binning_optimizer', 'failure_classifier'] as const;

/** The version of each model that carries the traffic; every other version of it is a challenger. */
export const CHAMPIONS = { yield_predictor: 'v2.1', binning_optimizer: 'v1.0', failure_classifier: 'v1.0' } as const;

/** Upper bounds of each input feature's histogram: a core voltage in volts, a leakage current in nanoamperes. */
export const FEATURE_BUCKETS = {
  vdd_core: [0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.05, 1.15],
  leakage_na: [1.5, 1.75, 2.1, 2.25, 2.4, 2.55, 2.7, 2.85, 3.3, 3.6],
} as const;
export const FEATURES = ['vdd_core', 'leakage_na'] as const;

export const predictions = counter('ml_predictions_total', {
  labels: { model: MODELS, version: any, result: ['success', 'error'] },
  unit: 'requests',
  help: 'Predictions answered, by result.',
});

export const latency = histogram('ml_prediction_latency_seconds', {
  labels: { model: MODELS, version: any },
  unit: 'seconds',
  buckets: [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2.5],
  help: 'Time from request to answer.',
});

export const accuracy = gauge('ml_model_accuracy', {
  labels: { model: MODELS, dataset: ['validation'] },
  unit: 'ratio',
  help: 'Share of right predictions on the validation set.',
});

export const gpuUtilization = gauge('ml_gpu_utilization_percent', {
  labels: { gpu_id: any },
  unit: 'percent',
  help: 'Share of time in which the GPU computes.',
});

export const outcomes = counter('ml_model_outcomes_total', {
  labels: { model: MODELS, version: any, outcome: ['tp', 'fp', 'tn', 'fn'] },
  help: 'Predictions whose truth became known, by how they compare with it.',
});

export const calibrationError = gauge('ml_model_calibration_error', {
  labels: { model: MODELS, version: any },
  unit: 'ratio',
  help: 'Mean distance between predicted probability and observed frequency.',
});

export const featureValue = histogram('ml_feature_value', {
  labels: { model: MODELS, feature: FEATURES },
  unit: 'value',
  buckets: { by: 'feature', of: FEATURE_BUCKETS },
  help: 'Input features as they arrive.',
});

export const featureBaseline = gauge('ml_feature_baseline_ratio', {
  labels: { model: MODELS, feature: FEATURES, le: any },
  unit: 'ratio',
  help: 'Share of the training set at or below each bucket bound of ml_feature_value.',
});

export const featureBaselineMean = gauge('ml_feature_baseline_mean', {
  labels: { model: MODELS, feature: FEATURES },
  unit: 'value',
  help: 'Mean of the feature in the training set.',
});

export const featureCache = counter('ml_feature_cache_requests_total', {
  labels: { model: MODELS, result: ['hit', 'miss'] },
  unit: 'requests',
  help: 'Look-ups in the feature cache.',
});
