/** The Secret with all credentials, and where Alertmanager finds its keys as files. */
export const RECEIVERS_SECRET = 'alertmanager-receivers';
const SECRET_FOLDER = `/etc/alertmanager/secrets/${RECEIVERS_SECRET}`;

/** What a receiver has to know and nobody else may: a key of the Secret. */
export interface Credential {
  readonly key: string;
  /** What it is, in words, for whoever creates the Secret. */
  readonly holds: string;
}

/** Where Alertmanager reads it from: configurations name the file, never the value. */
export const credentialFile = ({ key }: Credential): string => `${SECRET_FOLDER}/${key}`;
