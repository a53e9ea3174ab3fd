import { GLOBAL_QUERY_NETWORK, production, regionalQuery } from './production';

/** The largest fab, and the place from which all regions are looked at together. */
export const prodUsWest2 = production({
  region: 'us-west-2',
  timeZone: 'America/Los_Angeles',
  preset: 'large',
  nodes: 40,
  gpuNodes: 8,
  network: GLOBAL_QUERY_NETWORK,
  data: '10.10.240.0/20',
  globalQueryOver: [
    regionalQuery('us-west-2', GLOBAL_QUERY_NETWORK),
    regionalQuery('us-east-1', '10.20.0.0/16'),
    regionalQuery('eu-central-1', '10.30.0.0/16'),
  ],
});
