/** The stable uids by which dashboards, exemplars and links refer to Grafana's data sources. */
export const DATA_SOURCE_UIDS = {
  prometheus: 'prometheus',
  thanos: 'thanos',
  thanosGlobal: 'thanos-global',
  alertmanager: 'alertmanager',
  loki: 'loki',
  jaeger: 'jaeger',
} as const;

/** Where logs and traces are asked for, as queries of panels and of Explore name it. */
export const LOKI = { type: 'loki', uid: DATA_SOURCE_UIDS.loki } as const;
export const JAEGER = { type: 'jaeger', uid: DATA_SOURCE_UIDS.jaeger } as const;
