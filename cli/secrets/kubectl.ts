import { secretType, type RequiredSecret, type SecretKey } from '../../constructs/secrets/secret';

/**
 * The command, for sh, that creates a Secret. What can be made up is made up by the shell; what somebody has issued comes from
 * a file that is called like the key, so that it is in no shell's history and in no list of processes.
 */
export const kubectlCreate = (secret: RequiredSecret): string =>
  [
    `kubectl create secret generic ${secret.name} --namespace ${secret.namespace} --type ${secretType(secret)}`,
    ...secret.keys.map(source),
  ].join(' \\\n  ');

const source = ({ key, made }: SecretKey): string =>
  made === undefined ? `--from-file=${key}=./${key}` : `--from-literal=${key}="$(${made})"`;
