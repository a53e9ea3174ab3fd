import { absent, added, any, counter, gauge, own } from '../../promql';

// As in the DCGM exporter 4.8.2 (internal/pkg/rendermetrics, internal/pkg/collector) with the fields of
// constructs/exporters/dcgm-metrics.ts.

/** A GPU that no pod has lacks the labels of a pod. */
const OF_GPU = {
  node: added,
  gpu: any,
  UUID: any,
  pci_bus_id: any,
  device: any,
  modelName: any,
  DCGM_FI_DRIVER_VERSION: any,
  namespace: own,
  pod: own,
  container: own,
  pod_uid: any,
  service: absent,
  endpoint: absent,
} as const;

/** Counted by the exporter itself, over the last five minutes. */
const OF_WINDOW = { ...OF_GPU, window_size_in_ms: any } as const;

export const utilization = gauge('DCGM_FI_DEV_GPU_UTIL', {
  labels: OF_GPU,
  unit: 'percent',
  help: 'Share of time in which the GPU computes.',
});

export const memoryUsed = gauge('DCGM_FI_DEV_FB_USED', {
  labels: OF_GPU,
  unit: 'mebibytes',
  help: 'Memory that is in use.',
});

export const memoryFree = gauge('DCGM_FI_DEV_FB_FREE', {
  labels: OF_GPU,
  unit: 'mebibytes',
  help: 'Memory that is free.',
});

export const temperature = gauge('DCGM_FI_DEV_GPU_TEMP', {
  labels: OF_GPU,
  unit: 'celsius',
  help: 'Temperature of the GPU.',
});

export const memoryTemperature = gauge('DCGM_FI_DEV_MEMORY_TEMP', {
  labels: OF_GPU,
  unit: 'celsius',
  help: 'Temperature of its memory; 0 where it has no sensor.',
});

export const power = gauge('DCGM_FI_DEV_POWER_USAGE', {
  labels: OF_GPU,
  unit: 'watts',
  help: 'Power that it draws.',
});

export const lastXid = gauge('DCGM_FI_DEV_XID_ERRORS', {
  labels: { ...OF_GPU, err_code: any, err_msg: any },
  unit: 'count',
  help: 'Number of the last XID error, which stays until the next one; 0 for none.',
});

export const xidErrors = gauge('DCGM_EXP_XID_ERRORS_COUNT', {
  labels: { ...OF_WINDOW, xid: any },
  unit: 'count',
  help: 'XID errors of the last five minutes, by number.',
});

export const clockEvents = gauge('DCGM_EXP_CLOCK_EVENTS_COUNT', {
  labels: { ...OF_WINDOW, clock_event: any },
  unit: 'count',
  help: 'How often the clock was held back in the last five minutes, by reason.',
});

export const doubleBitErrors = counter('DCGM_FI_DEV_ECC_DBE_VOL_TOTAL', {
  labels: OF_GPU,
  help: 'Errors of two bits in memory since the driver was loaded: noticed, and not corrected.',
});

export const remapFailure = gauge('DCGM_FI_DEV_ROW_REMAP_FAILURE', {
  labels: OF_GPU,
  unit: 'count',
  help: 'Whether a broken row of memory could not be replaced by a spare one.',
});
