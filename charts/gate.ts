import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { DeployGate } from '../alerts/slo/gate';
import { PreSyncGate } from '../constructs/gates/pre-sync-gate';
import { RolloutGate } from '../constructs/gates/rollout-gate';
import type { ImageSource } from '../constructs/images';
import { serviceUrl } from '../constructs/ports';
import { PROMETHEUS, PROMETHEUS_PORTS } from '../constructs/prometheus/prometheus';

/** `presync` is a hook of Argo CD, `rollout` an analysis of Argo Rollouts. */
export const GATE_FORMS = ['presync', 'rollout'] as const;
export type GateForm = (typeof GATE_FORMS)[number];

export interface GateChartProps {
  readonly gate: DeployGate;
  readonly form: GateForm;
  /** Our namespace, in which Prometheus is. */
  readonly namespace: string;
  /** Where its image comes from. */
  readonly images: ImageSource;
}

const CONSTRUCTS = { presync: PreSyncGate, rollout: RolloutGate } as const;

/**
 * One form of one deploy gate, for the Application of the workload that it guards. Each form is a file of its own: an
 * Application without Argo Rollouts could not be synced at all with both.
 */
export class GateChart extends Chart {
  constructor(scope: Construct, { gate, form, namespace, images }: GateChartProps) {
    super(scope, `${gate.name}-${form}`, { disableResourceNameHashes: true });
    new CONSTRUCTS[form](this, 'gate', {
      ...gate,
      prometheusUrl: serviceUrl(PROMETHEUS, namespace, PROMETHEUS_PORTS.web),
      images,
    });
  }
}
