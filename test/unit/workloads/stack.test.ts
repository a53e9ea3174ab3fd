import { print } from '../../../promql';
import { exportersOf, type Workload } from '../../../signals';
import { SINGLE_WORKLOADS, WORKLOADS } from '../../../workloads';

const found = (workloads: readonly Workload[], name: string): Workload => {
  const workload = workloads.find((one) => one.name === name);
  if (!workload) throw new Error(`no ${name}`);
  return workload;
};
const jobsOf = (workload: Workload): readonly string[] => exportersOf(workload).map(({ scrape: { job } }) => job);
const namesOf = ({ signals }: Workload): readonly string[] => signals.map(({ name }) => name);

describe('where there is one of everything', () => {
  it('nothing is asked of a bucket, and nothing of a cluster of Alertmanagers', () => {
    expect(SINGLE_WORKLOADS.map(({ name }) => name)).not.toContain('thanos');
    expect(namesOf(found(SINGLE_WORKLOADS, 'alertmanager'))).not.toContain('AlertmanagerClusterIncomplete');
    expect(namesOf(found(WORKLOADS, 'alertmanager'))).toContain('AlertmanagerClusterIncomplete');
  });

  it('Jaeger is one job, and two with a store of their own elsewhere', () => {
    expect(jobsOf(found(SINGLE_WORKLOADS, 'jaeger'))).toEqual(['jaeger']);
    expect(jobsOf(found(WORKLOADS, 'jaeger'))).toEqual(['jaeger-collector', 'jaeger-query']);
  });

  it('signals of one name ask the same of other jobs', () => {
    const exprOf = (workloads: readonly Workload[]) => {
      const signal = found(workloads, 'jaeger').signals.find(({ name }) => name === 'JaegerSpansNotStored');
      return signal ? print(signal.query.expr) : '';
    };
    expect(exprOf(SINGLE_WORKLOADS).replaceAll('job="jaeger"', 'job="jaeger-collector"').replace(/\s+/g, '')).toBe(
      exprOf(WORKLOADS).replace(/\s+/g, ''),
    );
  });
});
