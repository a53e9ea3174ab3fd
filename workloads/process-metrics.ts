import { counter, gauge } from '../promql';

// What a process says of itself through any of Prometheus's client libraries, by the same names in all languages.

export const cpuSeconds = counter('process_cpu_seconds_total', {
  unit: 'seconds',
  help: 'CPU time that the process has used, in user and system mode.',
});

export const residentMemory = gauge('process_resident_memory_bytes', {
  unit: 'bytes',
  help: 'Memory of the process that is in RAM.',
});

export const openFiles = gauge('process_open_fds', {
  unit: 'count',
  help: 'File descriptors that the process has open.',
});

export const openFilesLimit = gauge('process_max_fds', {
  unit: 'count',
  help: 'File descriptors that the process may have open.',
});

export const startTime = gauge('process_start_time_seconds', {
  unit: 'seconds',
  help: 'When the process started, in seconds since 1970.',
});
