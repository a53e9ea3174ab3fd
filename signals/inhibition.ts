import { DeclarationError } from './declaration-error';
import type { Severity } from './severity';
import { severitiesOf, type Signal } from './signal';

/** While a general alert fires, particular ones tell nothing new: a floor that is down says it of each of its testers. */
export interface Inhibition {
  readonly general: Signal;
  /** Of the general signal's alerts, those that inhibit. */
  readonly severities: readonly Severity[];
  /**
   * The signals that fall silent, or all others of the workload together with its objectives; or, in whichever workload, that
   * exporters with a target on every node miss one.
   */
  readonly particular: readonly Signal[] | 'the rest' | 'on its node';
}

/**
 * While the general signal alerts, the particular ones are not told. Only within the same values of the labels that both
 * sides have: a tester silences itself, a signal without labels everything.
 * @throws DeclarationError for a general signal that never alerts, and for one among its own particulars
 */
export function moreGeneral(
  general: Signal,
  than: { readonly than: readonly Signal[]; readonly from?: Severity },
): Inhibition {
  return checked({ general, severities: from(general, than.from), particular: than.than });
}

/**
 * While none of the workload's targets answers (the critical alert of `targetsDown`), nothing else is told of it: what its
 * other alerts say rests on what was seen before.
 */
export const blind = (targets: Signal): Inhibition =>
  checked({ general: targets, severities: ['critical'], particular: 'the rest' });

/** While a node is gone, so are the targets that it hosts, and that they are down is not told. */
export const nodeGone = (general: Signal): Inhibition =>
  checked({ general, severities: from(general), particular: 'on its node' });

const ORDER: readonly Severity[] = ['info', 'warning', 'critical'];

const from = (signal: Signal, least: Severity = 'warning'): readonly Severity[] =>
  severitiesOf(signal).filter((severity) => ORDER.indexOf(severity) >= ORDER.indexOf(least));

function checked(inhibition: Inhibition): Inhibition {
  const { general, severities, particular } = inhibition;
  if (severities.length === 0 || !severities.some((severity) => severitiesOf(general).includes(severity))) {
    throw new DeclarationError(`signal ${general.name} is said to be more general than others, but it never alerts so`);
  }
  if (typeof particular === 'string') return inhibition;
  if (particular.includes(general)) throw new DeclarationError(`signal ${general.name} cannot inhibit itself`);
  const silent = particular.find((signal) => severitiesOf(signal).length === 0);
  if (silent) {
    throw new DeclarationError(
      `signal ${general.name} is said to be more general than ${silent.name}, which never alerts: leave it out`,
    );
  }
  if (particular.length === 0) {
    throw new DeclarationError(`signal ${general.name} is said to be more general than nothing: name the others`);
  }
  return inhibition;
}
