import { applyOverrides, calm, severitiesOf, type Workload } from '../../../signals';
import { WORKLOADS } from '../../../workloads';
import { burntRatio, kiln, targets } from '../../fixtures/kiln';
import { baked, kilnWith } from '../../fixtures/objectives';

const calmed = (workload: Workload): Workload => {
  const [only] = applyOverrides([workload], calm([workload]));
  if (!only) throw new Error('no workload');
  return only;
};
const severities = (workload: Workload, { name }: { readonly name: string }) =>
  severitiesOf(workload.signals.find((signal) => signal.name === name) ?? burntRatio);

describe('an environment in which nobody is woken', () => {
  it('leaves it to the warning that a signal has', () => {
    expect(severities(calmed(kiln), burntRatio)).toEqual(['warning']);
    expect(calmed(kiln).signals[0]?.conditions.warning?.threshold).toEqual(burntRatio.conditions.warning?.threshold);
  });

  it('warns where no target answers, and not where some do not', () => {
    const [alert] = calmed(kiln).signals.filter(({ name }) => name === targets.name);
    expect(alert?.conditions).toEqual({ warning: targets.conditions.critical });
  });

  it('has objectives that warn', () => {
    const [objective] = calmed(kilnWith(baked())).objectives;
    expect(objective?.kind === 'objective' && objective.tiers.map(({ severity }) => severity)).toEqual(
      Array(4).fill('warning'),
    );
  });

  it('pages for nothing that is watched anywhere', () => {
    const workloads = applyOverrides(WORKLOADS, calm(WORKLOADS));
    expect(workloads.flatMap(({ signals }) => signals).filter((signal) => signal.conditions.critical)).toEqual([]);
  });
});
