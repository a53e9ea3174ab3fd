import { component, type Component } from '../network/component';

/** Asks everybody who comes from outside the cluster to sign in, in front of a user interface that knows no users. */
export const authProxy = (of: Component): Component =>
  component(`${of.name}-auth-proxy`, { http: 4180, metrics: 44180 });
