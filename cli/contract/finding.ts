/** What can be said of a metric; what breaks the contract, and what is only worth knowing. */
const KINDS = {
  'missing metric': 'broken',
  'wrong type': 'broken',
  'without _total': 'broken',
  'missing label': 'broken',
  'additional label': 'broken',
  'unexpected value': 'broken',
  'other buckets': 'broken',
  'incomplete histogram': 'broken',
  'too many series': 'broken',
  'duplicate series': 'broken',
  'not in this version': 'note',
  'many series': 'note',
  'no series yet': 'note',
  'no type': 'note',
  'name without _total': 'note',
  'not in the catalog': 'note',
} as const;

export interface Finding {
  /** Of the catalog; or as exposed, where the catalog has none. */
  readonly metric: string;
  readonly finding: keyof typeof KINDS;
  readonly expected: string;
  readonly found: string;
}

export const isBroken = ({ finding }: Finding): boolean => KINDS[finding] === 'broken';

const SHOWN = 5;

/** The first of several, and how many there are beside them. */
export function some(values: readonly string[], shown = SHOWN): string {
  const more = values.length - shown;
  return more > 0 ? `${values.slice(0, shown).join(', ')} and ${more} more` : values.join(', ');
}

export const seriesText = (count: number): string => `${count.toLocaleString('en-US')} series`;
