import { production } from './production';

/** The fab in us-east-1. */
export const prodUsEast1 = production({
  region: 'us-east-1',
  timeZone: 'America/New_York',
  preset: 'medium',
  nodes: 20,
  gpuNodes: 4,
  network: '10.20.0.0/16',
  data: '10.20.240.0/20',
});
