import { composite, DeclarationError, workload, type Objective } from '../../../../signals';
import { kiln } from '../../../fixtures/kiln';
import { baked, kilnWith } from '../../../fixtures/objectives';

const [baking, punctual] = [baked(), baked({ id: 'punctual' })];
const worstOf = (...of: readonly Objective[]) => composite({ id: 'bread', title: 'Bread', promise: 'the worst', of });

describe('a composite', () => {
  test('is the worst of several objectives of a workload, and no objective itself', () => {
    const worst = worstOf(baking, punctual);
    expect(worst).toEqual({
      kind: 'composite',
      id: 'bread',
      title: 'Bread',
      promise: 'the worst',
      of: [baking, punctual],
    });
    expect(kilnWith(baking, punctual, worst).objectives).toEqual([baking, punctual, worst]);
  });

  test.each<[string, () => unknown, string]>([
    ['of nothing', () => worstOf(), 'objective bread: a composite has at least two members'],
    ['of one', () => worstOf(baking), 'objective bread: a composite has at least two members'],
    ['of one, twice', () => worstOf(baking, baking), 'objective bread: a composite has at least two members'],
    [
      'of members whose budgets are of different periods',
      () => worstOf(baking, baked({ id: 'weekly', periods: ['7d'] })),
      'objective bread: its members baked and weekly have the periods 30d and 7d: budgets of different periods cannot be compared',
    ],
    [
      'with an id that is no name',
      () => composite({ id: 'Bread', title: 'Bread', promise: 'p', of: [baking, punctual] }),
      "objective Bread: its id 'Bread' must be lower-case letters, digits and -",
    ],
    [
      'without a title',
      () => composite({ id: 'bread', title: '', promise: 'p', of: [baking, punctual] }),
      'objective bread: it has no title',
    ],
    [
      'of what is not among the objectives',
      () => kilnWith(baking, worstOf(baking, punctual)),
      'workload kiln: the composite bread has the member punctual, which is not among its objectives',
    ],
    [
      'of what only has the id of one',
      () => kilnWith(baking, punctual, worstOf(baking, baked({ id: 'punctual' }))),
      'workload kiln: the composite bread has the member punctual, which is not among its objectives',
    ],
  ])('is refused %s', (_, declare, message) => {
    expect(declare).toThrow(DeclarationError);
    expect(declare).toThrow(message);
  });

  test('may have members whose further periods differ', () => {
    expect(() => worstOf(baking, baked({ id: 'other', periods: ['30d', '90d'] }))).not.toThrow();
  });

  test('shares the ids of the objectives', () => {
    const worst = composite({ id: 'baked', title: 'Bread', promise: 'p', of: [baking, punctual] });
    expect(() => workload({ ...kiln, objectives: [baking, punctual, worst] })).toThrow(
      "workload kiln declares the objective 'baked' twice",
    );
  });
});
