import { blind, dashboard, moreGeneral, row, workload } from '../signals';
import * as errors from './gpus/errors';
import * as gpu from './gpus/gpu';
import * as metrics from './gpus/metrics';
import * as use from './gpus/use';
import { sre } from './teams';

/** The GPUs of all nodes, through DCGM. An environment without any does not watch them. */
export const gpus = workload({
  name: 'gpus',
  title: 'GPUs',
  team: sre,
  scrape: gpu.scrape,
  metrics: { ...metrics },
  recordings: [errors.doubleBitsWithin],
  signals: [
    gpu.targets,
    use.use,
    use.memory,
    use.power,
    use.temperature,
    use.memoryTemperature,
    use.throttling,
    errors.missing,
    errors.xids,
    errors.lastXid,
    errors.doubleBits,
    errors.remapFailures,
  ],
  inhibitions: [
    blind(gpu.targets),
    moreGeneral(errors.missing, { than: [errors.xids] }),
    moreGeneral(errors.remapFailures, { than: [errors.doubleBits] }),
    moreGeneral(use.temperature, { than: [use.throttling, use.memoryTemperature] }),
  ],
  gaps: { objectives: 'Nobody is promised a GPU: what computes on it has promises of its own.' },
  dashboards: [
    dashboard(
      'GPUs',
      {
        uid: 'gpus',
        description: 'Do the GPUs compute, and are they sound? Top to bottom: use, what holds them back, errors.',
        variables: ['node'],
      },
      row('Use', gpu.targets, use.use, use.memory),
      row('Heat and power', use.temperature, use.memoryTemperature, use.power, use.throttling),
      row('Errors', errors.missing, errors.xids, errors.lastXid, errors.doubleBits, errors.remapFailures),
    ),
  ],
});
