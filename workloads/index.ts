import type { Workload } from '../signals';
import { alertmanager, singleAlertmanager } from './alertmanager';
import { ate } from './ate';
import { collector } from './collector';
import { gpus } from './gpus';
import { grafana } from './grafana';
import { jaeger, singleJaeger } from './jaeger';
import { kubernetes } from './kubernetes';
import { loki } from './loki';
import { nodes } from './nodes';
import { prometheus } from './prometheus';
import { prometheusOperator } from './prometheus-operator';
import { stdfEtl } from './stdf-etl';
import { thanos } from './thanos';
import { waferMap } from './wafer-map';
import { yieldPredictor } from './yield-predictor';

// Adding a workload is a file, and a line in the list that it belongs to.

/** What is watched everywhere: what the fabs make their money with, what it runs on, and the stack. */
const EVERYWHERE = [
  yieldPredictor,
  stdfEtl,
  ate,
  waferMap,
  nodes,
  kubernetes,
  gpus,
  prometheus,
  collector,
  grafana,
  loki,
  prometheusOperator,
] as const;

/** Everything that is watched where nothing is lost with a node: parts of the stack are in replicas, and the past is in a bucket. */
export const WORKLOADS = [...EVERYWHERE, alertmanager, jaeger, thanos] as const;

/** What of it a cluster has: without a node with GPUs there is nobody to tell of any, which would look like an outage. */
export const onHardware = (
  workloads: readonly Workload[],
  { gpuNodes }: { readonly gpuNodes: number },
): readonly Workload[] => (gpuNodes > 0 ? workloads : workloads.filter((workload) => workload !== gpus));

/** Everything that is watched where there is one of everything: no cluster of Alertmanagers, Jaeger all in one, no bucket. */
export const SINGLE_WORKLOADS = [...EVERYWHERE, singleAlertmanager, singleJaeger] as const;
