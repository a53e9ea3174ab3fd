/** The services on the paths, each in the namespace of its team. */
export const SERVICES = {
  'api-gateway': 'ml-platform',
  'stdf-parser': 'test-data',
  'feature-store': 'ml-platform',
  'ml-model-serving': 'ml-platform',
  postgres: 'test-data',
  'wafer-map': 'test-data',
  'die-query': 'test-data',
  'tile-cache': 'test-data',
  'image-resize': 'test-data',
} as const;

export type ServiceName = keyof typeof SERVICES;
export const SERVICE_NAMES = Object.keys(SERVICES) as readonly ServiceName[];
