import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { labels } from '../labels';
import { metadata } from '../metadata';
import { BEFORE_THE_WORKLOAD, DEPLOY_GATE, gateJobSpec, gateName, type GateProps } from './job-spec';

/** The argument through which a Rollout breaks the glass; it hands its own annotation over, or nothing. */
const BREAK_GLASS_ARGUMENT = 'break-glass';

/** At most 24 characters: the controller (v1.9) names a Job `<UID>.<metric>.<number>`, and cuts a longer one wherever it ends. */
const METRIC = 'error-budget';

/**
 * A deploy gate for Argo Rollouts: an analysis that runs the same Job as the hook of Argo CD. The provider for Prometheus
 * (v1.9) can look at a value, and at an answer without one (`len(result) == 0`), but no condition sees a Prometheus that
 * does not answer: that is an error, and more of them than `consecutiveErrorLimit` abort the Rollout; a high limit only
 * makes it wait. So it cannot say "open when blind". With the Job, both forms decide by one script, and ask from one place.
 */
export class RolloutGate extends ApiObject {
  constructor(scope: Construct, id: string, props: GateProps) {
    super(scope, id, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: metadata({
        name: gateName(props),
        namespace: props.namespace,
        component: DEPLOY_GATE,
        annotations: BEFORE_THE_WORKLOAD,
      }),
      spec: {
        // Empty, so that a Rollout need not name it.
        args: [{ name: BREAK_GLASS_ARGUMENT, value: '' }],
        metrics: [
          {
            name: METRIC,
            count: 1,
            failureLimit: 0,
            provider: {
              job: {
                metadata: { labels: labels(DEPLOY_GATE) },
                spec: k8s.toJson_JobSpec(gateJobSpec(props, `{{args.${BREAK_GLASS_ARGUMENT}}}`)) as object,
              },
            },
          },
        ],
      },
    });
  }
}
