import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { metadata } from '../metadata';

/**
 * The label by which the sidecar finds a dashboard's ConfigMap. Our own: kube-prometheus-stack's Grafana takes `grafana_dashboard`
 * from every namespace, so that it would show ours as well.
 */
export const DASHBOARD_LABEL = { name: 'probecard.dev/dashboard', value: '1' } as const;
/** The annotation that names the folder in which Grafana shows it. */
export const FOLDER_ANNOTATION = 'probecard.dev/folder';

export interface DashboardConfigMapProps {
  readonly name: string;
  readonly namespace: string;
  /** The component or workload that the dashboard is about. Default: the name. */
  readonly component?: string;
  /** The folder in which Grafana shows it: a path below the root, such as `ML`. */
  readonly folder: string;
  /** The file's name in that folder, without `.json`: unique within the folder. */
  readonly file: string;
  /** The dashboard's JSON model as text. */
  readonly json: string;
}

/** One dashboard as the ConfigMap that the sidecar hands to Grafana. */
export class DashboardConfigMap extends k8s.KubeConfigMap {
  constructor(scope: Construct, id: string, props: DashboardConfigMapProps) {
    super(scope, id, {
      metadata: metadata({
        name: props.name,
        namespace: props.namespace,
        labels: { [DASHBOARD_LABEL.name]: DASHBOARD_LABEL.value },
        annotations: { [FOLDER_ANNOTATION]: props.folder },
        ...(props.component !== undefined && { component: props.component }),
      }),
      data: { [`${props.file}.json`]: props.json },
    });
  }
}
