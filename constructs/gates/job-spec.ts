import type { k8s } from 'cdk8s-plus-28';
import { imageReference, IMAGES, pullSecrets, type ImageSource } from '../images';
import { labels } from '../labels';
import { RESTRICTED_CONTAINER, restrictedPod } from '../pod-security';
import { resourceRequirements } from '../resources';
import { BREAK_GLASS } from './break-glass';
import { gateScript, VARIABLES, type Decisions } from './script';

export interface GateProps extends Decisions {
  /** The name of its objective in the cluster. */
  readonly name: string;
  /** The namespace of the workload that it guards. */
  readonly namespace: string;
  /** PromQL that yields one series, or none. */
  readonly query: string;
  /** Where Prometheus answers within the cluster. */
  readonly prometheusUrl: string;
  /** Where its image comes from. */
  readonly images: ImageSource;
}

/** The component that all gates are: what their pods are labelled with, so that no Service of a workload selects them. */
export const DEPLOY_GATE = 'deploy-gate';

export const gateName = ({ name }: Pick<GateProps, 'name'>): string => `${name}-gate`;

/** Before all else that the workload's Application deploys: a migration above all, and a Rollout that refers to its template. */
export const BEFORE_THE_WORKLOAD = { 'argocd.argoproj.io/sync-wave': '-100' };

/** The user `nobody` of the official image, v3.14.0. */
const USER = 65534;
/** The script takes 50 s at most; the rest is for a node that pulls the image. A gate that cannot even start is closed. */
const DEADLINE_SECONDS = 300;
/** Whoever finds a gate closed can read why for a day. */
const KEPT_SECONDS = 86_400;
/** Measured: promtool takes 57 MiB and 0.1 s of CPU for a query. */
const RESOURCES = { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '500m', memory: '128Mi' } };

/** What both forms of a gate run. @param breakGlass the value of the annotation */
export function gateJobSpec(props: GateProps, breakGlass: string): k8s.JobSpec {
  return {
    activeDeadlineSeconds: DEADLINE_SECONDS,
    ttlSecondsAfterFinished: KEPT_SECONDS,
    // A decision is final: what is worth another attempt, the script tries again. A node that is drained decides nothing.
    backoffLimit: 0,
    podFailurePolicy: {
      rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
    },
    template: {
      metadata: { labels: labels(DEPLOY_GATE), annotations: { [BREAK_GLASS]: breakGlass } },
      spec: {
        ...pullSecrets(props.images),
        restartPolicy: 'Never',
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: restrictedPod(USER),
        containers: [container(props)],
      },
    },
  };
}

function container(props: GateProps): k8s.Container {
  return {
    name: 'gate',
    // It has all that is needed: promtool and a shell. Prometheus 4 may leave the shell to tags in -busybox (its issue 19079).
    image: imageReference(IMAGES.prometheus, props.images),
    command: ['/bin/sh', '-c'],
    args: [gateScript(props)],
    env: [
      { name: VARIABLES.url, value: props.prometheusUrl },
      { name: VARIABLES.query, value: props.query },
      {
        name: VARIABLES.breakGlass,
        valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: `metadata.annotations['${BREAK_GLASS}']` } },
      },
    ],
    resources: resourceRequirements(RESOURCES),
    securityContext: RESTRICTED_CONTAINER,
    // The reason stands in the pod's status, too, where consoles show it.
    terminationMessagePolicy: 'FallbackToLogsOnError',
  };
}
