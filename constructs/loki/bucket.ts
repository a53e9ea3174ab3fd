import type { k8s } from 'cdk8s-plus-28';
import { OBSERVABILITY } from '../namespaces';
import type { RequiredSecret } from '../secrets/secret';
import { LOKI_COMPONENT } from './component';

/** The S3-compatible bucket that holds the logs of a region. */
export interface LogsBucket {
  readonly bucket: string;
  /** Host and port of the store. */
  readonly endpoint: string;
  readonly region: string;
}

const KEYS = { credentials: 'credentials', authorities: 'ca.crt' } as const;

/** Loki's access to its bucket. Its program reads both files at its start. */
export const LOKI_BUCKET_SECRET = {
  name: 'loki-object-storage',
  namespace: OBSERVABILITY,
  keys: [
    {
      key: KEYS.credentials,
      holds:
        'an AWS shared credentials file: the profile [default] with aws_access_key_id and aws_secret_access_key, which may read, write, list and delete in the bucket for logs',
    },
    { key: KEYS.authorities, holds: 'the PEM certificates of the authorities that the object store is signed by' },
  ],
  usedBy: [LOKI_COMPONENT.name],
} as const satisfies RequiredSecret;

const PATH = '/etc/loki-object-storage';

/** How Loki 3.7 finds the bucket. No credentials: the client of S3 takes them from a file, so that they are in no configuration. */
export const s3 = ({ endpoint, region, bucket }: LogsBucket) => ({
  endpoint: `https://${endpoint}`,
  region,
  bucketnames: bucket,
  // The bucket in the path is what every S3-compatible store understands.
  s3forcepathstyle: true,
  http_config: { ca_file: `${PATH}/${KEYS.authorities}` },
});

/** What the client of S3 reads its credentials from; without the second, it would ask the cloud's metadata service for others. */
export const BUCKET_ENV: k8s.EnvVar[] = [
  { name: 'AWS_SHARED_CREDENTIALS_FILE', value: `${PATH}/${KEYS.credentials}` },
  { name: 'AWS_EC2_METADATA_DISABLED', value: 'true' },
];

export const BUCKET_VOLUME: k8s.Volume = { name: 'bucket', secret: { secretName: LOKI_BUCKET_SECRET.name } };
export const BUCKET_MOUNT: k8s.VolumeMount = { name: BUCKET_VOLUME.name, mountPath: PATH, readOnly: true };
