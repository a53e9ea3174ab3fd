/** One line of the exporter's list: a field of DCGM, the type under which it is exported, and what is said of it. */
type Line = readonly [field: string, type: 'gauge' | 'counter' | 'label', help: string];

/**
 * What is read of each GPU, in names of DCGM 4.5. None of the profiling fields (`DCGM_FI_PROF_…`): those alone need the
 * capability SYS_ADMIN, and they take the counters away from the profilers of those whose GPU it is.
 */
const METRICS: readonly Line[] = [
  ['DCGM_FI_DEV_GPU_UTIL', 'gauge', 'Utilization of the GPU in percent.'],
  ['DCGM_FI_DEV_MEM_COPY_UTIL', 'gauge', 'Utilization of the memory interface in percent.'],
  ['DCGM_FI_DEV_FB_USED', 'gauge', 'Memory in use in MiB.'],
  ['DCGM_FI_DEV_FB_FREE', 'gauge', 'Memory that is free in MiB.'],
  ['DCGM_FI_DEV_FB_RESERVED', 'gauge', 'Memory that the driver keeps for itself in MiB.'],
  ['DCGM_FI_DEV_GPU_TEMP', 'gauge', 'Temperature of the GPU in degrees Celsius.'],
  ['DCGM_FI_DEV_MEMORY_TEMP', 'gauge', 'Temperature of the memory in degrees Celsius.'],
  ['DCGM_FI_DEV_SM_CLOCK', 'gauge', 'Clock of the multiprocessors in MHz.'],
  ['DCGM_FI_DEV_POWER_USAGE', 'gauge', 'Power in watts.'],
  ['DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION', 'counter', 'Energy since boot in millijoules.'],
  ['DCGM_FI_DEV_XID_ERRORS', 'gauge', 'Number of the last XID error. It stays until the next one.'],
  ['DCGM_EXP_XID_ERRORS_COUNT', 'gauge', 'XID errors of the last five minutes by number.'],
  ['DCGM_EXP_CLOCK_EVENTS_COUNT', 'gauge', 'Why the clock was held back in the last five minutes and how often.'],
  ['DCGM_FI_DEV_ECC_SBE_VOL_TOTAL', 'counter', 'Single-bit errors that were corrected since boot.'],
  ['DCGM_FI_DEV_ECC_DBE_VOL_TOTAL', 'counter', 'Double-bit errors since boot.'],
  ['DCGM_FI_DEV_UNCORRECTABLE_REMAPPED_ROWS', 'counter', 'Rows of memory replaced after uncorrectable errors.'],
  ['DCGM_FI_DEV_ROW_REMAP_FAILURE', 'gauge', 'Whether a row of memory could not be replaced.'],
  ['DCGM_FI_DEV_PCIE_REPLAY_COUNTER', 'counter', 'Transfers over PCIe that were repeated.'],
  ['DCGM_FI_DRIVER_VERSION', 'label', 'Version of the driver.'],
];

/** The list as the exporter v4.8.2 reads it: three columns, and so no comma in the text. */
export const dcgmMetricsCsv = (): string => METRICS.map((line) => `${line.join(', ')}\n`).join('');
