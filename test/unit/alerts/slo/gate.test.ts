import { deployGates, type DeployGate } from '../../../../alerts/slo/gate';
import { composite, GATE, workload, type Gate } from '../../../../signals';
import { LINKS } from '../../../fixtures/environment';
import { gatedKiln } from '../../../fixtures/gated';

const gateOf = (change: Partial<Gate> = {}): DeployGate => {
  const [gate] = deployGates(gatedKiln(['baked'], { ...GATE, ...change }), LINKS);
  if (!gate) throw new Error('no gate');
  return gate;
};

describe('who gets a gate', () => {
  test('an objective that asks for one, by its name in the cluster and in the namespace of its workload', () => {
    expect(deployGates(gatedKiln(['baked', 'tasty'], GATE), LINKS)).toMatchObject([
      { name: 'kiln-baked', namespace: 'bakery' },
      { name: 'kiln-tasty', namespace: 'bakery' },
    ]);
  });

  test('no other, nor a composite of those that do', () => {
    const gated = gatedKiln(['baked', 'tasty'], GATE);
    const [a, b] = gated.objectives;
    if (a?.kind !== 'objective' || b?.kind !== 'objective') throw new Error('no objectives');
    const worst = composite({ id: 'bread', title: 'Bread', promise: 'bread', of: [a, b] });
    expect(deployGates(gatedKiln(['baked', 'tasty']), LINKS)).toEqual([]);
    const all = deployGates(workload({ ...gated, objectives: [a, b, worst] }), LINKS);
    expect(all.map(({ name }) => name)).toEqual(['kiln-baked', 'kiln-tasty']);
  });
});

test('it asks for the worst state among the groups, as long as that is written every five minutes', () => {
  expect(gateOf().query).toBe('max(last_over_time(slo:error_budget_state:level{sloth_id="kiln-baked"}[10m]))');
});

describe('what it decides', () => {
  test.each([
    ['at risk', [true, false, false, false]],
    ['deferring', [true, true, false, false]],
    ['exhausted', [true, true, true, false]],
  ] as const)('closed from %s on, whatever comes after it', (closedFrom, open) => {
    const { states } = gateOf({ closedFrom });
    expect(states.map(({ level }) => level)).toEqual([0, 1, 2, 3]);
    expect(states.map((state) => state.open)).toEqual(open);
  });

  test.each(['open', 'closed'] as const)(
    'without data, and without Prometheus, each by its own policy: %s',
    (policy) => {
      const other = policy === 'open' ? 'closed' : 'open';
      const byData = gateOf({ noData: policy, unreachable: other });
      expect([byData.noData.open, byData.unreachable.open]).toEqual([policy === 'open', policy !== 'open']);
      const byPrometheus = gateOf({ noData: other, unreachable: policy });
      expect([byPrometheus.noData.open, byPrometheus.unreachable.open]).toEqual([policy !== 'open', policy === 'open']);
    },
  );

  test('unless said otherwise, only a budget that defers deployments closes it', () => {
    const { states, noData, unreachable } = gateOf();
    expect(states.filter(({ open }) => !open).map(({ level }) => level)).toEqual([2, 3]);
    expect([noData.open, unreachable.open]).toEqual([true, true]);
  });
});

describe('what it says', () => {
  test('which budget, its state, and from which state on it is closed', () => {
    expect(gateOf().states[3]?.because).toBe(
      'The state of the error budget of Kiln, bakers\' batches is "exhausted". The gate is closed from "deferring" on.',
    );
  });

  test('that a policy decided where no state did', () => {
    const { noData, unreachable } = gateOf({ noData: 'closed', unreachable: 'open' });
    expect(noData.because).toBe(
      "Prometheus has no data about the error budget of Kiln, bakers' batches. By policy the gate is closed then.",
    );
    expect(unreachable.because).toBe(
      "Prometheus could not be asked about the error budget of Kiln, bakers' batches. By policy the gate is open then.",
    );
  });

  test('where to read on', () => {
    expect(gateOf().page).toBe(`${LINKS.runbooks}/KilnBakedObjective.md`);
  });
});

test.each([
  ['closedFrom', 'healthy', "say one of 'at risk', 'deferring', 'exhausted'"],
  ['closedFrom', 'spent', "say one of 'at risk', 'deferring', 'exhausted'"],
  ['noData', 'opened', "say one of 'open', 'closed'"],
  ['unreachable', undefined, "say one of 'open', 'closed'"],
])('a policy that is none is refused: %s %s', (field, value, way) => {
  expect(() => gateOf({ [field]: value })).toThrow(`objective baked: gate.${field} is '${String(value)}': ${way}`);
});
