import { component } from '../network/component';

/** `gossip` is where replicas find each other. */
export const LOKI_COMPONENT = component('loki', { http: 3100, grpc: 9095, gossip: 7946 });
