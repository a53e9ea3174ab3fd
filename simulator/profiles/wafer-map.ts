import { openFiles, openFilesLimit, startTime } from '../../workloads/process-metrics';
import { spanCalls, spanDuration } from '../../workloads/spans';
import type { Profile } from '../profile';

/** The services on the path of a rendering, and what each of them does there. */
const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  'wafer-map': ['GET /wafer-map', 'draw'],
  'die-query': ['GET /dies'],
  postgres: ['SELECT dies'],
  'image-resize': ['POST /resize'],
  'tile-cache': ['GET tile', 'SET tile'],
};

type Operations = typeof OPERATIONS;

const valuesOf = (operations: Operations): NonNullable<Profile['values']> => ({
  service_name: () => Object.keys(operations),
  span_name: ({ service_name = '' }) => operations[service_name] ?? [],
});

/** A service that has ids in the names of its spans. */
const IDS = Array.from({ length: 13 }, (_, id) => `GET tile ${id}`);
const WITH_IDS: Operations = { ...OPERATIONS, 'tile-cache': [...(OPERATIONS['tile-cache'] ?? []), ...IDS] };

const DESCRIPTORS = 1000;
const STARTED = 1_750_000_000;

const process =
  (open: number): NonNullable<Profile['level']> =>
  ({ name }) => {
    if (name === openFiles.spec.name) return open;
    if (name === openFilesLimit.spec.name) return DESCRIPTORS;
    return name === startTime.spec.name ? STARTED : undefined;
  };

/** Spans of which so many fail. */
const failing =
  (share: number): NonNullable<Profile['traffic']> =>
  ({ name }, { status_code }) =>
    name === spanCalls.spec.name && status_code === 'STATUS_CODE_ERROR' ? share : undefined;

/** Where the durations of spans are most frequent among their buckets. */
const around =
  (place: number): NonNullable<Profile['peak']> =>
  ({ name }) =>
    name === spanDuration.spec.name ? place : undefined;

/** Maps within a few hundred milliseconds. */
export const healthy: Profile = {
  values: valuesOf(OPERATIONS),
  traffic: failing(0.001),
  level: process(100),
  peak: around(0.3),
};

/** Maps that take seconds or fail, operations without number, and a process that leaks descriptors. */
export const sick: Profile = {
  values: valuesOf(WITH_IDS),
  traffic: failing(0.5),
  level: process(950),
  peak: around(0.85),
  // How many there are is what is wrong with them: they are counted, and not timed.
  lost: ({ name }, { span_name = '' }) => name !== spanCalls.spec.name && IDS.includes(span_name),
};
