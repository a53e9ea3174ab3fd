import type { k8s } from 'cdk8s-plus-28';
import { OBSERVABILITY } from '../namespaces';
import type { RequiredSecret } from '../secrets/secret';

/** The S3-compatible bucket that holds the blocks of a region. */
export interface MetricsBucket {
  readonly bucket: string;
  /** Host and port of the store. */
  readonly endpoint: string;
  readonly region: string;
}

const NAME = 'thanos-objstore';
const KEY = 'objstore.yaml';
const FOLDER = '/etc/thanos/object-storage';

/** Where every container that has the mount finds the configuration. */
export const OBJECT_STORAGE_FILE = `${FOLDER}/${KEY}`;

/** A file, not a variable: what is in the environment ends up in crash reports and is seen by whoever may list processes. */
export const OBJECT_STORAGE_VOLUME: k8s.Volume = { name: 'object-storage', secret: { secretName: NAME } };
export const OBJECT_STORAGE_MOUNT = { name: OBJECT_STORAGE_VOLUME.name, mountPath: FOLDER, readOnly: true };

/** Thanos keeps credentials in its storage configuration (thanos.io/tip/thanos/storage.md, v0.42), so that all of it is a Secret. */
export const objectStorageSecret = ({ bucket, endpoint, region }: MetricsBucket): RequiredSecret => ({
  name: NAME,
  namespace: OBSERVABILITY,
  keys: [
    {
      key: KEY,
      holds: `Thanos's object storage configuration, as YAML: type S3, and under config the bucket ${bucket}, the endpoint ${endpoint}, the region ${region}, and an access_key and secret_key that may list, read, write and delete its objects`,
    },
  ],
  usedBy: ['prometheus', 'thanos-store', 'thanos-compactor'],
});
