import { DeclarationError } from '../declaration-error';
import { checkNamed, inObjective, type Objective } from './objective';

/** The worst of several objectives as one: shown, never alerted on, since its members are. */
export interface Composite {
  readonly kind: 'composite';
  readonly id: string;
  readonly title: string;
  readonly promise: string;
  readonly of: readonly Objective[];
}

/** @throws DeclarationError for fewer than two members, or members whose alerting periods differ */
export function composite(props: Omit<Composite, 'kind'>): Composite {
  inObjective(props.id, () => {
    checkNamed(props);
    checkMembers(props.of);
  });
  return { kind: 'composite', ...props };
}

function checkMembers(of: Composite['of']): void {
  if (new Set(of).size < 2) throw new DeclarationError('a composite has at least two members');
  const [first] = of;
  const other = of.find(({ periods }) => periods[0] !== first?.periods[0]);
  if (other) {
    throw new DeclarationError(
      `its members ${first?.id ?? ''} and ${other.id} have the periods ${first?.periods[0] ?? ''} and ${other.periods[0]}: budgets of different periods cannot be compared`,
    );
  }
}
