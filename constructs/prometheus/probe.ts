import type { IProbe } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { metadata } from '../metadata';
import { INSTANCE_LABEL } from './instance';

export interface ProbeProps {
  readonly name: string;
  /** The namespace in which our operator looks. */
  readonly namespace: string;
  /** The component that asks. */
  readonly component: string;
  /** Where it answers: a host and a port, without a scheme. */
  readonly prober: string;
  /** What it is asked to do: the name of a module of its configuration. */
  readonly module: string;
  /** What it is to look at. It becomes the label `instance`. */
  readonly target: string;
  readonly job: string;
  /** Further labels of the series. */
  readonly labels: Readonly<Record<string, string>>;
  /** A Prometheus duration. */
  readonly interval: string;
}

/** Lets a prober look at one thing from outside, again and again. Every default of the CRD of v0.93.1 is written out. */
export class Probe extends ApiObject {
  constructor(scope: Construct, id: string, props: ProbeProps) {
    const { name, namespace, component } = props;
    const object: IProbe = {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'Probe',
      metadata: metadata({ name, namespace, component, labels: INSTANCE_LABEL }),
      spec: {
        jobName: props.job,
        interval: props.interval,
        module: props.module,
        prober: { url: props.prober, scheme: 'http', path: '/probe' },
        targets: { staticConfig: { static: [props.target], labels: { ...props.labels } } },
      },
    };
    super(scope, id, object);
  }
}
