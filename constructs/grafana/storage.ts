import { k8s } from 'cdk8s-plus-28';
import { spread } from '../availability';
import { GRAFANA_COMPONENT } from './component';
import { fromFile, type Ini } from './ini';
import { DATABASE, SECRET_FILES } from './secrets';

/** A PostgreSQL that is run by somebody else. */
export interface Database {
  readonly host: string;
  readonly port: number;
  /** The database's name. */
  readonly database: string;
}

/** The volume with what Grafana writes. */
export const DATA_VOLUME = 'data';

/** Where Grafana keeps accounts, sessions and preferences, and what follows from it for its pods. */
export interface Storage {
  readonly ini: Ini;
  /** How a new version takes the place of the old one, and on which nodes pods go. */
  readonly strategy: k8s.DeploymentStrategy;
  readonly placement: Pick<k8s.PodSpec, 'topologySpreadConstraints'>;
  readonly volumes: readonly k8s.Volume[];
  readonly mounts: readonly k8s.VolumeMount[];
}

/** SQLite on a persistent volume: one pod. */
export const onVolume: Storage = {
  ini: { database: { type: 'sqlite3', wal: true } },
  // One pod at a time: two can't share the volume, nor the SQLite file on it.
  strategy: { type: 'Recreate' },
  placement: {},
  volumes: [{ name: DATA_VOLUME, persistentVolumeClaim: { claimName: GRAFANA_COMPONENT.name } }],
  mounts: [],
};

/** PostgreSQL, sessions included: any number of pods that know nothing of each other. Its certificate and name are verified. */
export function inDatabase({ host, port, database }: Database): Storage {
  const { file, volume, mount } = SECRET_FILES.database;
  return {
    ini: {
      database: {
        type: 'postgres',
        host: `${host}:${port}`,
        name: database,
        user: fromFile(file(DATABASE.user)),
        password: fromFile(file(DATABASE.password)),
        ssl_mode: 'verify-full',
        ca_cert_path: file(DATABASE.authority),
      },
    },
    strategy: {
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: k8s.IntOrString.fromNumber(1), maxUnavailable: k8s.IntOrString.fromNumber(0) },
    },
    placement: { topologySpreadConstraints: spread(GRAFANA_COMPONENT) },
    // What is written to it can be made again: the index that dashboards are searched by.
    volumes: [{ name: DATA_VOLUME, emptyDir: {} }, volume],
    mounts: [mount],
  };
}
