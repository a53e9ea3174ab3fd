import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { metadata } from '../metadata';
import { tlsSecret, type Route } from './route';

/** Lets requests for a public host name in through an ingress controller, by TLS. */
export class Ingress extends k8s.KubeIngress {
  /** @param className the name of the IngressClass */
  constructor(scope: Construct, id: string, route: Route, className: string) {
    const { host, to, port } = route;
    super(scope, id, {
      metadata: metadata({ name: to.name, namespace: to.namespace }),
      spec: {
        ingressClassName: className,
        tls: [{ hosts: [host], secretName: tlsSecret(route) }],
        rules: [
          {
            host,
            http: {
              paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: to.name, port: { name: port } } } }],
            },
          },
        ],
      },
    });
  }
}
