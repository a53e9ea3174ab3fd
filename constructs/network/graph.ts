import { ALERTMANAGER_COMPONENT as alertmanager } from '../alertmanager/component';
import { COLLECTOR_AGENT, COLLECTOR_GATEWAY, COLLECTOR_SAMPLER } from '../collector/component';
import { authProxy } from '../entry/component';
import { BLACKBOX_EXPORTER, DCGM_EXPORTER, KUBE_STATE_METRICS, NODE_EXPORTER } from '../exporters/component';
import { GRAFANA_COMPONENT as grafana } from '../grafana/component';
import { JAEGER_COLLECTOR, JAEGER_COMPONENT, JAEGER_INDEX_CLEANER, JAEGER_QUERY } from '../jaeger/component';
import { LOKI_COMPONENT as loki } from '../loki/component';
import { OPERATOR_COMPONENT as operator } from '../operator/component';
import { PROMETHEUS_COMPONENT as prometheus } from '../prometheus/component';
import {
  THANOS_COMPACTOR,
  THANOS_GLOBAL_QUERY,
  THANOS_GLOBAL_QUERY_FRONTEND,
  THANOS_QUERY,
  THANOS_QUERY_FRONTEND,
  THANOS_STORE,
} from '../thanos/component';
import type { Component } from './component';
import { connects, leaves, type Connection } from './connection';
import { DNS_METRICS } from './names';
import { isOurs, type Addresses, type Pods } from './peers';
import type { Surroundings } from './surroundings';

/**
 * Who talks to whom in an environment: every connection that is opened, and no other is possible. Network policies are made
 * of it and nothing else; what a rendered configuration mentions is held against it.
 *
 * @throws Error that names the environment where it lacks a service that one of its components needs
 */
export function connections(around: Surroundings): readonly Connection[] {
  const all = [
    ...scrapes(around),
    ...metrics(around),
    ...(around.availability === 'replicated' ? longTerm(around) : []),
    ...globalQuery(around),
    ...logs(around),
    ...traces(around),
    ...people(around),
    ...kubernetesApi(around),
  ];
  return [...all, ...names(all, around.dns)];
}

const isReplicated = ({ availability }: Surroundings): boolean => availability === 'replicated';

/** A service outside that a component cannot do without. */
function needed(around: Surroundings, name: 'objectStorage' | 'postgres' | 'openSearch', by: Component): Addresses {
  const found = around[name];
  if (found) return found;
  throw new Error(
    `environment ${around.environment}: ${by.name} connects to ${name}, which it lacks: declare services.${name}, or make its availability 'single'`,
  );
}

/** Prometheus asks everybody for their own metrics. */
function scrapes(around: Surroundings): readonly Connection[] {
  const scraped = (target: Component, ...ports: readonly string[]): Connection =>
    connects(prometheus, target, ports, 'its metrics');
  const { existing } = around;
  return [
    ...own(around).map((port) => scraped(prometheus, port)),
    ...(existing.operator ? [] : [scraped(operator, 'http')]),
    scraped(grafana, 'http'),
    scraped(loki, 'http'),
    ...jaegers(around).map((jaeger) => scraped(jaeger, 'metrics')),
    ...[COLLECTOR_AGENT, COLLECTOR_GATEWAY].map((collector) => scraped(collector, 'metrics')),
    connects(prometheus, COLLECTOR_SAMPLER, ['metrics', 'span-metrics'], 'its metrics, and those of the spans'),
    ...thanos(around).map((part) => scraped(part, 'http')),
    ...proxied(around).map((component) => scraped(authProxy(component), 'metrics')),
    connects(prometheus, BLACKBOX_EXPORTER, ['http'], 'its metrics, and what it finds at the public URLs'),
    ...(around.hasGpus ? [scraped(DCGM_EXPORTER, 'metrics')] : []),
    existing.kubeStateMetrics
      ? leaves(prometheus, existing.kubeStateMetrics, 'the state of objects, from the exporter that is there')
      : scraped(KUBE_STATE_METRICS, 'metrics', 'telemetry'),
    existing.nodeExporter
      ? leaves(prometheus, existing.nodeExporter, 'the state of nodes, from the exporter that is there')
      : onNodes(around, NODE_EXPORTER.name, NODE_EXPORTER.ports.metrics ?? 0),
    ...around.workloads.map((namespace) =>
      leaves(prometheus, { kind: 'pods', name: `pods in ${namespace}`, namespace }, 'the metrics of workloads'),
    ),
    ...nodes(around),
  ];
}

/** The ports of Prometheus that it scrapes itself: as a workload like any other, and its Thanos sidecar. */
const own = (around: Surroundings): readonly string[] => [
  ...(around.watched.includes(prometheus.name) ? ['web'] : []),
  ...(isReplicated(around) ? ['sidecar'] : []),
];

/** What shares the network of its node, where no policy could select it. */
const onNodes = ({ nodes: { cidrs } }: Surroundings, name: string, port: number): Connection =>
  leaves(prometheus, { kind: 'addresses', name, mentions: [], cidrs, port }, `the metrics of ${name}`);

/** What Kubernetes itself runs there. */
const nodes = (around: Surroundings): readonly Connection[] => [
  onNodes(around, 'kubelet', 10250),
  ...(around.controlPlane === 'kubeadm'
    ? [
        onNodes(around, 'kube-scheduler', 10259),
        onNodes(around, 'kube-controller-manager', 10257),
        onNodes(around, 'etcd', 2381),
        leaves(prometheus, { ...around.dns, name: DNS_METRICS, port: 9153 }, 'the metrics of the DNS'),
      ]
    : []),
];

function metrics(around: Surroundings): readonly Connection[] {
  return [
    connects(prometheus, alertmanager, ['web'], 'alerts, and its metrics'),
    leaves(alertmanager, around.notifications, 'notifications'),
    leaves(BLACKBOX_EXPORTER, around.publicUrls, 'asks the public URLs as people do'),
    ...(isReplicated(around) ? [connects(alertmanager, alertmanager, ['mesh'], 'silences, and who has notified')] : []),
    ...around.gated.map((namespace) =>
      connects({ kind: 'pods', name: `gates in ${namespace}`, namespace }, prometheus, ['web'], 'deploy gates'),
    ),
  ];
}

/** What is older than Prometheus keeps, and its replicas as one. */
function longTerm(around: Surroundings): readonly Connection[] {
  const bucket = (component: Component, why: string): Connection =>
    leaves(component, needed(around, 'objectStorage', component), why);
  return [
    bucket(prometheus, 'the sidecar uploads blocks'),
    bucket(THANOS_STORE, 'reads blocks'),
    bucket(THANOS_COMPACTOR, 'merges, downsamples and deletes blocks'),
    connects(THANOS_QUERY, prometheus, ['grpc'], 'what the replicas have'),
    connects(THANOS_QUERY, THANOS_STORE, ['grpc'], 'what is in the bucket'),
    connects(THANOS_QUERY_FRONTEND, THANOS_QUERY, ['http'], 'queries, split and cached'),
    connects(grafana, THANOS_QUERY_FRONTEND, ['http'], 'queries over long ranges'),
    ...(around.queriedFrom ? [connects(around.queriedFrom, THANOS_QUERY, ['grpc'], 'the global query')] : []),
  ];
}

function globalQuery(around: Surroundings): readonly Connection[] {
  if (!around.hasGlobalQuery) return [];
  return [
    connects(THANOS_GLOBAL_QUERY, THANOS_QUERY, ['grpc'], 'the metrics of its own region'),
    ...around.regionalQueries.map((query) => leaves(THANOS_GLOBAL_QUERY, query, 'the metrics of the region')),
    connects(THANOS_GLOBAL_QUERY_FRONTEND, THANOS_GLOBAL_QUERY, ['http'], 'queries, split and cached'),
    connects(grafana, THANOS_GLOBAL_QUERY_FRONTEND, ['http'], 'queries over all regions'),
  ];
}

const thanos = (around: Surroundings): readonly Component[] => [
  ...(isReplicated(around) ? [THANOS_STORE, THANOS_COMPACTOR, THANOS_QUERY, THANOS_QUERY_FRONTEND] : []),
  ...(around.hasGlobalQuery ? [THANOS_GLOBAL_QUERY, THANOS_GLOBAL_QUERY_FRONTEND] : []),
];

function logs(around: Surroundings): readonly Connection[] {
  return [
    connects(COLLECTOR_AGENT, loki, ['http'], 'log lines'),
    connects(grafana, loki, ['http'], 'queries'),
    connects(loki, alertmanager, ['web'], 'alerts on log lines'),
    ...(isReplicated(around)
      ? [
          connects(loki, loki, ['gossip', 'grpc'], 'replicas find each other, replicate and query'),
          leaves(loki, needed(around, 'objectStorage', loki), 'chunks and index'),
        ]
      : []),
  ];
}

/** Everything in the cluster, whoever owns it. */
const EVERY_POD: Pods = { kind: 'pods', name: 'every pod' };

function traces(around: Surroundings): readonly Connection[] {
  const written = isReplicated(around) ? JAEGER_COLLECTOR : JAEGER_COMPONENT;
  const stored = (component: Component, why: string): Connection =>
    leaves(component, needed(around, 'openSearch', component), why);
  return [
    connects(EVERY_POD, COLLECTOR_AGENT, ['otlp-grpc', 'otlp-http'], 'spans, and logs that are no files'),
    connects(COLLECTOR_AGENT, COLLECTOR_GATEWAY, ['otlp-grpc'], 'spans'),
    connects(COLLECTOR_GATEWAY, COLLECTOR_SAMPLER, ['otlp-grpc'], 'all spans of a trace to the same one'),
    connects(COLLECTOR_SAMPLER, written, ['otlp-grpc'], 'the traces that are kept'),
    connects(grafana, read(around), ['query'], 'traces'),
    isReplicated(around)
      ? connects(JAEGER_QUERY, THANOS_QUERY_FRONTEND, ['http'], 'rates, errors and durations of spans')
      : connects(JAEGER_COMPONENT, prometheus, ['web'], 'rates, errors and durations of spans'),
    ...(isReplicated(around)
      ? [
          stored(JAEGER_COLLECTOR, 'writes spans'),
          stored(JAEGER_QUERY, 'reads spans'),
          stored(JAEGER_INDEX_CLEANER, 'deletes old indices'),
        ]
      : []),
  ];
}

const read = (around: Surroundings): Component => (isReplicated(around) ? JAEGER_QUERY : JAEGER_COMPONENT);

const jaegers = (around: Surroundings): readonly Component[] =>
  isReplicated(around) ? [JAEGER_COLLECTOR, JAEGER_QUERY] : [JAEGER_COMPONENT];

/** User interfaces that know no users, and what port of theirs people see. */
const proxied = (around: Surroundings): readonly Component[] => [prometheus, alertmanager, read(around)];
const INTERFACE: Readonly<Record<string, string>> = { jaeger: 'query', 'jaeger-query': 'query' };

function people(around: Surroundings): readonly Connection[] {
  return [
    connects(around.entry, grafana, ['http'], 'people'),
    leaves(grafana, around.oidc, 'who somebody is'),
    connects(grafana, prometheus, ['web'], 'queries'),
    connects(grafana, alertmanager, ['web'], 'alerts and silences'),
    ...(isReplicated(around) ? [leaves(grafana, needed(around, 'postgres', grafana), 'users and preferences')] : []),
    ...proxied(around).flatMap((component) => [
      connects(around.entry, authProxy(component), ['http'], 'people'),
      leaves(authProxy(component), around.oidc, 'who somebody is'),
      connects(authProxy(component), component, [INTERFACE[component.name] ?? 'web'], 'those who have signed in'),
    ]),
  ];
}

/** Who has a token for the Kubernetes API. */
function kubernetesApi(around: Surroundings): readonly Connection[] {
  const asks = (component: Component, why: string): Connection => leaves(component, around.apiServer, why);
  const { existing } = around;
  return [
    asks(prometheus, 'finds its targets, and scrapes the API server'),
    ...(existing.operator ? [] : [asks(operator, 'reads its resources, writes what it makes of them')]),
    asks(grafana, 'the sidecar reads the ConfigMaps with dashboards'),
    asks(COLLECTOR_AGENT, 'which pod a log line and a span are from'),
    ...(existing.kubeStateMetrics ? [] : [asks(KUBE_STATE_METRICS, 'the state of objects')]),
  ];
}

/** Whoever calls somebody calls him by name. */
function names(calls: readonly Connection[], dns: Pods): readonly Connection[] {
  const callers = new Map(
    calls
      .map(({ from }) => from)
      .filter(isOurs)
      .map((from) => [from.name, from]),
  );
  return [...callers.values()].map((caller) => leaves(caller, dns, 'names of those it calls'));
}
