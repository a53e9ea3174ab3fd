import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { PROMETHEUS_INSTANCE } from '../../../constructs/prometheus/component';
import { LOOPBACK } from '../harness/ports';
import { start, type Running } from '../harness/program';
import { objectOf, type KubeObject } from '../harness/rendered';
import { tool } from '../harness/tools';

interface Relabeling {
  readonly action: string;
  readonly sourceLabels?: readonly string[];
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly replacement?: string;
}

interface Monitor {
  readonly endpoints: readonly [{ readonly honorLabels: boolean; readonly metricRelabelings: readonly Relabeling[] }];
}

interface Resource {
  readonly enableFeatures: readonly string[];
  readonly exemplars: { readonly maxSize: number };
}

export interface ScrapingProps {
  readonly objects: readonly KubeObject[];
  readonly folder: string;
  readonly port: number;
  /** What samplers count of spans: the URL of their page. */
  readonly spanMetrics: string;
}

/** A Prometheus that takes what samplers count of spans as the rendered one does, with the labels that are left and the room for exemplars. */
export async function startScraping({ objects, folder, port, spanMetrics }: ScrapingProps): Promise<Running> {
  const [endpoint] = (objectOf(objects, 'ServiceMonitor', 'span-metrics').spec as unknown as Monitor).endpoints;
  const { enableFeatures, exemplars } = objectOf(objects, 'Prometheus', PROMETHEUS_INSTANCE)
    .spec as unknown as Resource;
  const { host, pathname } = new URL(spanMetrics);
  const configuration = {
    global: { scrape_interval: '1s' },
    storage: { exemplars: { max_exemplars: exemplars.maxSize } },
    scrape_configs: [
      {
        job_name: 'span-metrics',
        metrics_path: pathname,
        honor_labels: endpoint.honorLabels,
        static_configs: [{ targets: [host] }],
        metric_relabel_configs: endpoint.metricRelabelings.map(asPrometheusHasIt),
      },
    ],
  };
  const file = join(folder, 'prometheus.yaml');
  writeFileSync(file, dump(configuration));
  return start({
    path: await tool('prometheus'),
    args: [
      `--config.file=${file}`,
      `--storage.tsdb.path=${join(folder, 'prometheus')}`,
      `--web.listen-address=${LOOPBACK}:${port}`,
      `--enable-feature=${enableFeatures.join(',')}`,
    ],
    ready: `http://${LOOPBACK}:${port}/-/ready`,
  });
}

const asPrometheusHasIt = ({ sourceLabels, targetLabel, ...rest }: Relabeling) => ({
  ...rest,
  ...(sourceLabels && { source_labels: sourceLabels }),
  ...(targetLabel !== undefined && { target_label: targetLabel }),
});
