import { count, ratio } from '../../promql';
import { above, grows, paces, shown, signal, stays, type InputSeries } from '../../signals';
import {
  bondLinks,
  bondLinksUp,
  connections,
  connectionsMost,
  packetsReceived,
  packetsSent,
  receiveDrops,
  received,
  receiveErrors,
  sendDrops,
  sendErrors,
  sent,
} from './metrics';
import { CORDON, DRAIN, formerly, N1, node } from './node';

const INTERFACE = ['node', 'device'] as const;

export const traffic = shown({
  name: 'NodeNetworkTraffic',
  title: 'Network use',
  description: 'Bytes that a node receives and sends per second, by node and interface.',
  query: received
    .rate()
    .add(sent.rate())
    .maxBy(...INTERFACE),
  view: { recorded: true, drillDown: 'nodes' },
});

export const drops = shown({
  name: 'NodeNetworkDrops',
  title: 'Packets dropped',
  description:
    'Packets per second that a node had no room for, to receive or to send, or that nobody wanted, by node and interface. A few are normal.',
  query: receiveDrops
    .rate()
    .add(sendDrops.rate())
    .maxBy(...INTERFACE),
  view: { recorded: true, drillDown: 'nodes' },
});

const packets = packetsReceived.rate().add(packetsSent.rate());

const ETH = { node: 'n1', device: 'eth0' } as const;
/** Packets and broken ones, in both directions. */
const link = ([inErrors, outErrors]: readonly [number, number], of = node(), rate = 500): readonly InputSeries[] => [
  grows(packetsReceived, { ...of, device: 'eth0' }, rate),
  grows(packetsSent, { ...of, device: 'eth0' }, rate),
  grows(receiveErrors, { ...of, device: 'eth0' }, inErrors),
  grows(sendErrors, { ...of, device: 'eth0' }, outErrors),
];

export const errors = signal({
  name: 'NodeNetworkErrors',
  title: 'Packets broken',
  description: (t) =>
    `The share of packets that arrive broken or cannot be sent, by node and interface. Above ${t.warning} a cable, a plug or an interface is faulty.`,
  query: receiveErrors
    .rate()
    .add(sendErrors.rate())
    .div(packets.positive())
    .maxBy(...INTERFACE),
  warning: above(ratio(0.01)).for('30m'),
  view: { recorded: true, drillDown: 'nodes' },
  examples: {
    warning: {
      fires: [
        {
          series: [...link([5.05, 5]), ...link([0, 0], formerly()), ...link([0, 0], node('n2'))],
          at: '33m',
          notYetAt: '30m',
          labels: ETH,
        },
        // Before that a hundred times as many went well.
        {
          series: [
            paces(packetsReceived, { ...node(), device: 'eth0' }, [50_000, '20m'], [500]),
            paces(packetsSent, { ...node(), device: 'eth0' }, [50_000, '20m'], [500]),
            ...link([5.05, 5]).slice(2),
          ],
          at: '54m',
          notYetAt: '52m',
          labels: ETH,
        },
      ],
      quiet: { series: [...link([4.95, 5]), ...link([0, 0], node('idle'), 0)], at: '80m' },
    },
  },
  impact: 'Everything over this link is repeated: connections are slow, and time out under load.',
  nextSteps: [
    'Read what kind of errors: ssh <node> ethtool -S <device> | grep -iE "err|crc|drop" | grep -v ": 0".',
    'CRC errors are the cable, the plug or the port of the switch: have them replaced one after the other.',
    DRAIN,
  ],
});

const bond = (up: number, links = 2, of = node()): readonly InputSeries[] => [
  stays(bondLinks, { ...of, master: 'bond0' }, links),
  stays(bondLinksUp, { ...of, master: 'bond0' }, up),
];

export const bondsMissing = signal({
  name: 'NodeBondDegraded',
  title: 'Missing links of bonds',
  description: (t) =>
    `Links of a bond of interfaces that are down, by node and bond. Above ${t.warning}, the next one cuts the node off.`,
  query: bondLinks.sub(bondLinksUp).maxBy('node', 'master'),
  warning: above(count(0)).for('15m'),
  examples: {
    warning: {
      fires: {
        series: [...bond(1), ...bond(2, 2, formerly()), ...bond(2, 2, node('n2'))],
        at: '16m',
        notYetAt: '14m',
        labels: { ...N1, master: 'bond0' },
      },
      quiet: { series: bond(2), at: '40m' },
    },
  },
  impact: 'Half of the bandwidth is left, and nothing in reserve.',
  nextSteps: [
    'See which link: ssh <node> cat /proc/net/bonding/<master> | grep -A3 "Slave Interface".',
    'Have cable and port of the switch looked at; if the port is up and the link is not, the interface is the cause.',
  ],
});

const tracked = (entries: number, of = node()): readonly InputSeries[] => [
  stays(connectionsMost, of, 100_000),
  stays(connections, of, entries),
];

export const conntrack = signal({
  name: 'NodeConnectionTableNearlyFull',
  title: 'Connection table',
  description: (t) =>
    `Connections that the firewall of a node keeps in mind, as a share of those it can, by node. Above ${t.warning} there is little room; from ${t.critical} on, new connections are about to be dropped.`,
  query: connections.div(connectionsMost.positive()).maxBy('node'),
  warning: above(ratio(0.75)).for('15m'),
  critical: above(ratio(0.95)).for('5m'),
  view: { recorded: true },
  examples: {
    warning: {
      fires: {
        series: [...tracked(75_375), ...tracked(1000, formerly()), ...tracked(1000, node('n2'))],
        at: '16m',
        notYetAt: '14m',
        labels: N1,
      },
      quiet: { series: tracked(74_625), at: '40m' },
    },
    critical: {
      fires: {
        series: [...tracked(95_475), ...tracked(1000, formerly()), ...tracked(1000, node('n2'))],
        at: '6m',
        notYetAt: '4m',
        labels: N1,
      },
      quiet: { series: tracked(94_525), at: '20m' },
    },
  },
  impact: 'New connections from and to pods of the node are dropped, which looks like time-outs of whatever they call.',
  nextSteps: [
    'See who has so many: ssh <node> "conntrack -L 2>/dev/null | grep -o \'src=[^ ]*\' | sort | uniq -c | sort -n | tail -5"; the address is that of a pod: kubectl get pods -A -o wide | grep <address>.',
    'Raise the table for now: ssh <node> sysctl -w net.netfilter.nf_conntrack_max=<twice as many>, and for good in the configuration of kube-proxy (conntrack.maxPerCore).',
    `Have that client keep its connections open instead of making one a request. ${CORDON}`,
  ],
});
