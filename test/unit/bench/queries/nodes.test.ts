import { added, gauge } from '../../../../promql';
import { gaugeOf } from '../../../../simulator/series';
import { targetOf } from '../../../../simulator/target';
import { onEveryNode } from '../../../bench/queries/nodes';

const scrape = { job: 'exporter', namespace: 'observability-node', port: 'metrics', interval: '15s' } as const;
const ofNode = gauge('node_load1', { labels: { node: added }, unit: 'count', help: 'Load.' });
const ofService = gauge('queue_length', { labels: {}, unit: 'count', help: 'Queue.' });

const two = (make: (replica: string) => ReturnType<typeof gaugeOf>) =>
  ['0', '1'].map((replica) => targetOf(scrape, { pod: `exporter-${replica}`, series: [make(replica)] }));

describe('an exporter', () => {
  it('that each node has is there for as many nodes as there are', () => {
    const targets = onEveryNode(
      two((replica) => gaugeOf(ofNode, { node: `node-${replica}` }, () => 1)),
      4,
    );
    expect(targets.map(({ labels }) => labels.instance)).toEqual([
      'exporter-0',
      'exporter-1',
      'exporter-2',
      'exporter-3',
    ]);
    expect(targets.map(({ series }) => series[0]?.labels.node)).toEqual(['node-0', 'node-1', 'node-2', 'node-3']);
  });

  it('that belongs to a service is left as it is', () => {
    const targets = two(() => gaugeOf(ofService, {}, () => 1));
    expect(onEveryNode(targets, 4)).toEqual(targets);
  });
});
