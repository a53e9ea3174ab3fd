import { OBSERVABILITY } from '../constructs/namespaces';
import type { Platform } from '../constructs/platform';
import type { Environment } from '../environments';
import type { Links } from '../signals';

/** What every component of an environment is told about it. */
export const platformOf = ({ images, scrapeInterval, storageClass }: Environment): Platform => ({
  namespace: OBSERVABILITY,
  images: images ?? {},
  scrapeInterval,
  ...(storageClass !== undefined && { storageClass }),
});

/** Where the links of alerts and dashboards lead to. */
export const linksOf = ({ urls: { grafana, runbooks } }: Environment): Links => ({ grafana, runbooks });
