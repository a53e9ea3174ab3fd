import { targetsDown, type Scrape } from '../../signals';

/** One target for each node with GPUs. */
export const scrape: Scrape = {
  job: 'dcgm-exporter',
  namespace: 'observability-node',
  port: 'metrics',
  interval: '15s',
  targets: 8,
  perNode: true,
  monitor: 'of the stack',
  honorsLabels: true,
};

export const targets = targetsDown(scrape, { prefix: 'Gpus', title: 'the GPUs' });

export const GPU = ['node', 'gpu'] as const;

/** A GPU of examples, and which pod has it. A pod that had it before is seen for five minutes more. */
export const gpu = (number: string, pod = 'train-0') => ({
  node: 'n1',
  gpu: number,
  UUID: `GPU-${number}`,
  pci_bus_id: `0000:0${number}`,
  device: `nvidia${number}`,
  modelName: 'NVIDIA H100',
  DCGM_FI_DRIVER_VERSION: '580',
  namespace: 'ml-platform',
  pod,
  container: 'main',
  pod_uid: pod,
});
export const G0 = { node: 'n1', gpu: '0' } as const;

export const DRAIN =
  'Take the node out: kubectl drain <node> --ignore-daemonsets --delete-emptydir-data; a training job goes on from its last checkpoint elsewhere.';
export const RESET =
  'When nothing runs on it, reset the GPU: ssh <node> nvidia-smi --gpu-reset -i <gpu>; if that fails, restart the node.';
