import { blind, dashboard, moreGeneral, row, workload } from '../signals';
import { keptSpanDuration } from './spans';
import { mlPlatform } from './teams';
import { logs } from './yield-predictor/logs';
import * as metrics from './yield-predictor/metrics';
import * as objectives from './yield-predictor/objectives';
import * as quality from './yield-predictor/quality';
import * as recordings from './yield-predictor/recordings';
import * as service from './yield-predictor/service';
import * as versions from './yield-predictor/versions';

/** The ML model serving API (namespace ml-platform): three models judge dies while the tester waits. */
export const yieldPredictor = workload({
  name: 'yield-predictor',
  title: 'Yield predictor',
  team: mlPlatform,
  scrape: service.scrape,
  services: service.SERVICES,
  logs,
  metrics: {
    predictions: metrics.predictions,
    latency: metrics.latency,
    accuracy: metrics.accuracy,
    gpuUtilization: metrics.gpuUtilization,
    outcomes: metrics.outcomes,
    calibrationError: metrics.calibrationError,
    featureValue: metrics.featureValue,
    featureBaseline: metrics.featureBaseline,
    featureBaselineMean: metrics.featureBaselineMean,
    featureCache: metrics.featureCache,
  },
  reads: [keptSpanDuration],
  recordings: [
    recordings.versionAccuracy,
    recordings.worstAccuracy,
    recordings.answeredByModel,
    recordings.latencyByModel,
    recordings.liveCumulative,
    recordings.baselineCumulative,
    recordings.liveShare,
    recordings.baselineShare,
  ],
  signals: [
    service.throughput,
    service.errorRatio,
    service.latencyP99,
    service.latencyP95,
    service.targets,
    service.latencyHeatmap,
    service.throughputByModel,
    service.cacheHitRatio,
    service.gpu,
    versions.challengerLead,
    versions.productionAccuracy,
    versions.precision,
    versions.recall,
    versions.f1,
    versions.versionThroughput,
    versions.versionErrorRatio,
    versions.versionLatencyP99,
    quality.modelAccuracy,
    quality.modelsValidated,
    quality.calibration,
    quality.meanDrift,
    quality.distributionDrift,
    quality.stabilityIndex,
    quality.featureMeans,
    quality.featureRate,
    quality.baselinesPresent,
  ],
  inhibitions: [
    blind(service.targets),
    // Latency and errors together are one incident; of a model that is slow and fails, the alert that says both is enough.
    moreGeneral(service.errorRatio, { than: [service.latencyP95, service.latencyP99] }),
    moreGeneral(service.latencyP95, { than: [service.latencyP99], from: 'critical' }),
  ],
  objectives: [objectives.answers, objectives.speed, objectives.accuracy, objectives.whole],
  dashboards: [
    dashboard(
      'ML model serving',
      {
        uid: 'ml-model-serving',
        description:
          'Do testers get their verdicts, fast and without errors? Top to bottom: the service, its models, what they run on.',
        variables: ['model'],
      },
      row('Service', service.throughput, service.errorRatio, service.latencyP99, service.latencyP95),
      row('Models', service.throughputByModel, service.cacheHitRatio, service.latencyHeatmap),
      row('Infrastructure', service.targets, service.gpu),
    ),
    dashboard(
      'Model comparison',
      {
        uid: 'ml-model-comparison',
        description: `Champion and challengers side by side: which version should carry the traffic? Champions: ${versions.championList}.`,
        variables: ['model'],
      },
      row('Verdict', versions.challengerLead, versions.productionAccuracy),
      row('Quality', versions.precision, versions.recall, versions.f1),
      row('Service', versions.versionThroughput, versions.versionErrorRatio, versions.versionLatencyP99),
    ),
    dashboard(
      'Model quality and drift',
      {
        uid: 'ml-model-quality',
        description: 'Are the models still right, and do they still see what they were trained on?',
        variables: ['model'],
      },
      row('Quality', quality.modelAccuracy, quality.calibration, quality.modelsValidated),
      row('Drift', quality.meanDrift, quality.distributionDrift, quality.stabilityIndex),
      row('Inputs', quality.featureMeans, quality.featureRate, quality.baselinesPresent),
    ),
  ],
});
