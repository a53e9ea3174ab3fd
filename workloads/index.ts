import { alertmanager, singleAlertmanager } from './alertmanager';
import { ate } from './ate';
import { collector } from './collector';
import { grafana } from './grafana';
import { jaeger, singleJaeger } from './jaeger';
import { loki } from './loki';
import { prometheus } from './prometheus';
import { prometheusOperator } from './prometheus-operator';
import { thanos } from './thanos';
import { waferMap } from './wafer-map';
import { yieldPredictor } from './yield-predictor';

// Adding a workload is a file, and a line in the list that it belongs to.

/** What is watched everywhere: what the fabs make their money with, what it runs on, and the stack. */
const EVERYWHERE = [yieldPredictor, ate, waferMap, prometheus, collector, grafana, loki, prometheusOperator] as const;

/** Everything that is watched where nothing is lost with a node: parts of the stack are in replicas, and the past is in a bucket. */
export const WORKLOADS = [...EVERYWHERE, alertmanager, jaeger, thanos] as const;

/** Everything that is watched where there is one of everything: no cluster of Alertmanagers, Jaeger all in one, no bucket. */
export const SINGLE_WORKLOADS = [...EVERYWHERE, singleAlertmanager, singleJaeger] as const;
