import { floorDown } from '../../workloads/ate/testers';
import { yieldByProduct } from '../../workloads/ate/yield';
import { throughput as files } from '../../workloads/stdf-etl/pipeline';
import { throughput as renderings } from '../../workloads/wafer-map/rendering';
import { throughput as predictions } from '../../workloads/yield-predictor/service';
import type { Borrowed } from './borrowed';

/** What the fab makes, from the tester to the map, in the words of those who are paid for it. */
export const PRODUCTION: readonly Borrowed[] = [
  { signal: yieldByProduct, title: 'Yield' },
  { signal: floorDown, title: 'Testers at work' },
  { signal: files, title: 'Test data files processed' },
  { signal: predictions, title: 'Dies judged by models' },
  { signal: renderings, title: 'Wafer maps drawn' },
];
