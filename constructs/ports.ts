import { k8s } from 'cdk8s-plus-28';

/** Port numbers by name. The name is what Services, probes and monitors refer to. */
export type Ports = Readonly<Record<string, number>>;

/** The ports of a container. */
export function containerPorts(ports: Ports): k8s.ContainerPort[] {
  return Object.entries(ports).map(([name, containerPort]) => ({ name, containerPort, protocol: 'TCP' }));
}

/** The ports of a Service: each leads to the container port of the same name. */
export function servicePorts(ports: Ports): k8s.ServicePort[] {
  return Object.entries(ports).map(([name, port]) => ({
    name,
    port,
    targetPort: k8s.IntOrString.fromString(name),
    protocol: 'TCP',
  }));
}

/** Where a Service of ours answers within the cluster. */
export function serviceUrl(service: string, namespace: string, port: number): string {
  return `http://${service}.${namespace}.svc:${port}`;
}
