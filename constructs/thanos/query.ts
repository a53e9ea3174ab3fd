import { portOf } from '../port-of';
import type { Component } from '../network/component';
import { REPLICA_LABEL } from '../prometheus/prometheus-identity';
import type { Resources } from '../resources';
import type { Certificate } from './certificates';
import { endpointsConfig, type Endpoint } from './endpoints';
import type { ThanosProgram } from './pod';

export interface QueryProps {
  readonly component: Component;
  readonly replicas: number;
  readonly resources: Resources;
  readonly endpoints: readonly Endpoint[];
  /** What it shows to those whom it asks. Default: nothing, and connections are plain. */
  readonly client?: Certificate;
  /** What it shows to those who ask it over gRPC, and what they must be signed by. Default: nobody asks it over gRPC. */
  readonly server?: Certificate;
}

/** As Prometheus has it: a panel that takes longer than this is not waited for. */
const TIMEOUT = '2m';
/** An endpoint that sends nothing for this long is left out, and the answer says so: one region that hangs does not stop the others. */
const RESPONSE_TIMEOUT = '30s';

/** Asks endpoints, and answers as if they were one Prometheus without replicas. */
export function query(props: QueryProps): ThanosProgram {
  const { component, replicas, resources, endpoints, client, server } = props;
  const certificates = [client, server].filter((certificate) => certificate !== undefined);
  return {
    component,
    replicas,
    resources,
    // Its gRPC port is for other regions; within the cluster it is asked over HTTP.
    ports: { http: portOf(component, 'http'), ...(server && { grpc: portOf(component, 'grpc') }) },
    args: [
      'query',
      `--endpoint.sd-config=${endpointsConfig(endpoints, client)}`,
      `--query.replica-label=${REPLICA_LABEL}`,
      // A panel of months is drawn from samples of five minutes or an hour, as its step allows.
      '--query.auto-downsampling',
      `--query.timeout=${TIMEOUT}`,
      `--store.response-timeout=${RESPONSE_TIMEOUT}`,
      // Pages of other sites may not ask it from a browser.
      '--web.disable-cors',
      ...grpc(component, server),
    ],
    mounts: certificates.map(({ mount }) => mount),
    volumes: certificates.map(({ volume }) => volume),
  };
}

/** With certificates the port serves nothing but TLS; it cannot be closed, so that without them it listens within the pod. */
function grpc(component: Component, server?: Certificate): readonly string[] {
  if (!server) return ['--grpc-address=127.0.0.1:10901'];
  const { certificate, key, authority } = server.files;
  return [
    `--grpc-address=0.0.0.0:${portOf(component, 'grpc')}`,
    `--grpc-server-tls-cert=${certificate}`,
    `--grpc-server-tls-key=${key}`,
    `--grpc-server-tls-client-ca=${authority}`,
  ];
}
