import * as metrics from '../../workloads/gpus/metrics';
import type { Profile } from '../profile';
import { byName } from './by-name';

/** Two nodes with two GPUs each, all of which a pod has. */
const values: Profile['values'] = {
  node: () => ['node-0', 'node-1'],
  gpu: () => ['0', '1'],
  UUID: ({ node, gpu }) => [`GPU-${node}-${gpu}`],
  pci_bus_id: ({ gpu }) => [`0000:0${gpu}:00.0`],
  device: ({ gpu }) => [`nvidia${gpu}`],
  modelName: () => ['NVIDIA H100 80GB HBM3'],
  DCGM_FI_DRIVER_VERSION: () => ['580.95.05'],
  namespace: () => ['ml-platform'],
  pod: ({ node, gpu }) => [`yield-predictor-${node}-${gpu}`],
  container: () => ['yield-predictor'],
  pod_uid: ({ pod }) => [`uid-${pod}`],
  window_size_in_ms: () => ['300000'],
  xid: () => ['79'],
  err_code: () => ['0'],
  err_msg: () => ['No Error'],
  clock_event: () => ['hw_thermal'],
};

const HEALTHY_LEVELS = byName([
  [metrics.memoryUsed, 60_000],
  [metrics.memoryFree, 20_000],
  [metrics.temperature, 62],
  [metrics.memoryTemperature, 71],
  [metrics.power, 410],
  [metrics.lastXid, 0],
  [metrics.xidErrors, 0],
  [metrics.clockEvents, 0],
  [metrics.remapFailure, 0],
]);

/** GPUs that are sound and at work. */
export const healthy: Profile = { values, traffic: () => 0, level: ({ name }) => HEALTHY_LEVELS[name] };

const SICK_LEVELS = byName([
  [metrics.temperature, 93],
  [metrics.memoryTemperature, 104],
  [metrics.lastXid, 79],
  [metrics.xidErrors, 2],
  [metrics.clockEvents, 5],
  [metrics.remapFailure, 1],
]);

/** GPUs that are hot, worn out and broken. */
export const sick: Profile = { values, level: ({ name }) => SICK_LEVELS[name] ?? HEALTHY_LEVELS[name] };

/** A GPU that goes away later cannot be said here: its examples prove it. */
export const takeHours: readonly string[] = ['GpuMissing'];
