import type { RequiredSecret } from './secret';

/** The credentials of the registry that mirrors all images, in one of the namespaces whose pods pull from it. */
export const registryCredentials = (name: string, namespace: string): RequiredSecret => ({
  name,
  namespace,
  type: 'kubernetes.io/dockerconfigjson',
  keys: [
    {
      key: '.dockerconfigjson',
      holds:
        "the registry's credentials as a configuration file of Docker: what `docker login` writes to ~/.docker/config.json",
    },
  ],
  usedBy: [`every pod in ${namespace}`],
});
