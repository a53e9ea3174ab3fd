import type { Platform } from './platform';

/**
 * A volume of each replica of a StatefulSet. It is part of a list that is compared as a whole, so that the defaults of the API
 * server in its spec are written out.
 *
 * @param size a quantity, such as `50Gi`
 */
export function volumeClaimTemplate(name: string, size: string, { storageClass }: Pick<Platform, 'storageClass'>) {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name },
    spec: {
      accessModes: ['ReadWriteOnce'],
      ...(storageClass !== undefined && { storageClassName: storageClass }),
      volumeMode: 'Filesystem',
      resources: { requests: { storage: size } },
    },
  };
}
