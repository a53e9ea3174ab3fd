import { onHardware, WORKLOADS } from '../../../workloads';
import { gpus } from '../../../workloads/gpus';

describe('a cluster', () => {
  test('with GPUs watches them', () => {
    expect(onHardware(WORKLOADS, { gpuNodes: 1 })).toEqual(WORKLOADS);
  });

  test('without any watches everything else', () => {
    expect(onHardware(WORKLOADS, { gpuNodes: 0 })).toEqual(WORKLOADS.filter((workload) => workload !== gpus));
  });
});
