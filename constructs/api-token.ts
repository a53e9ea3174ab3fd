import type { k8s } from 'cdk8s-plus-28';

/**
 * A token for the Kubernetes API that only chosen containers of a pod see: the pod mounts none by itself
 * (`automountServiceAccountToken: false`), this volume carries what it would have mounted, and a container that needs it mounts it.
 */
export const API_TOKEN_VOLUME: k8s.Volume = {
  name: 'kubernetes-api',
  projected: {
    defaultMode: 0o444,
    sources: [
      // The kubelet renews the token when 80 % of this time has passed.
      { serviceAccountToken: { path: 'token', expirationSeconds: 3607 } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      {
        downwardApi: {
          items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
        },
      },
    ],
  },
};

/** The mount, at the path at which every Kubernetes client library looks. */
export const API_TOKEN_MOUNT = {
  name: API_TOKEN_VOLUME.name,
  mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
  readOnly: true,
};
