import { targetsDown, type Scrape } from '../../signals';

/** The node exporters: one target a node. */
export const scrape: Scrape = {
  job: 'node-exporter',
  namespace: 'observability-node',
  port: 'metrics',
  interval: '15s',
  targets: 40,
  perNode: true,
  monitor: 'of the stack',
};

export const targets = targetsDown(scrape, { prefix: 'Nodes', title: 'the nodes' });

/** A node of examples. Its exporter's address is another after it was installed anew. */
export const node = (name = 'n1') => ({ node: name, instance: `${name}:9109` });
export const formerly = (name = 'n1') => ({ node: name, instance: `${name}-before:9109` });
export const N1 = { node: 'n1' } as const;

/** So that it takes no new pods, before something is done to it. */
export const CORDON = 'Keep new pods away meanwhile: kubectl cordon <node>.';
/** So that its pods run elsewhere. */
export const DRAIN =
  'Move its pods: kubectl drain <node> --ignore-daemonsets --delete-emptydir-data; afterwards kubectl uncordon <node>.';
