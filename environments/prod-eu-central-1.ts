import { production } from './production';

/** The fab in eu-central-1. */
export const prodEuCentral1 = production({
  region: 'eu-central-1',
  timeZone: 'Europe/Berlin',
  preset: 'medium',
  nodes: 20,
  gpuNodes: 4,
  network: '10.30.0.0/16',
  data: '10.30.240.0/20',
});
