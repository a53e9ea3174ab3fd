import { lotAt, OUTLIERS_PER_SECOND, productOf, PRODUCTS, TEST_NAMES, TESTERS } from './ate';
import type { Excursion } from './excursion';
import { uniform } from './random';
import { DAY, MINUTE, type Span, type Time } from './time';

/** Something that is wrong with a product: one test shows it, on several of the testers that run it. */
export interface Finding {
  readonly product: string;
  readonly test: string;
  readonly excursions: readonly Excursion[];
}

/** What the measurements of the floor bring besides what is usual. */
export interface Parametric {
  readonly findings: readonly Finding[];
  /** Handfuls of outliers that mean nothing. */
  readonly chance: readonly Excursion[];
}

/**
 * A day has two hundred: 160 by chance, and 40 that are true. These are eight findings of five each, since what is wrong with a product shows on
 * more than one tester that runs it.
 */
export const A_DAY = { chance: 160, findings: 8, testers: 5 } as const;

/** Five to nine dies at the edge of a wafer, or under a needle that was dirty once: over before the next wafer. */
const CHANCE = { fewest: 5, most: 9, shortest: MINUTE, longest: 3 * MINUTE } as const;

/**
 * A finding stays as long as what it comes from: one to two hours, or until the lot is over. Twelve to eighteen times the usual make more than
 * sixty outliers an hour of a test that has five. Testers begin to show it within ten minutes of each other.
 */
const FINDING = {
  fewest: 12,
  most: 18,
  shortest: 60 * MINUTE,
  longest: 120 * MINUTE,
  apart: 10 * MINUTE,
} as const;

/** How often a moment is drawn before there is none: one in two does for the product with the fewest testers. */
const DRAWS = 200;

/** The days from a moment on, as a pure function of the seed. Nothing of it begins or ends in the pause between two lots of its tester. */
export function parametric(seed: number, from: Time, days: number): Parametric {
  const all = Array.from({ length: days }, (_, day) => from + day * DAY);
  return {
    findings: all.flatMap((day) => times(A_DAY.findings, (i) => findingOf(seed, day, i))),
    chance: all.flatMap((day) => times(A_DAY.chance, (i) => chanceOf(seed, day, i))),
  };
}

const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i));

function findingOf(seed: number, day: Time, index: number): Finding {
  for (let draw = 0; draw < DRAWS; draw++) {
    const own = (what: string, ...more: readonly (string | number)[]): number =>
      uniform(seed, 'finding', day, index, draw, what, ...more);
    const product = picked(PRODUCTS, own('product'));
    const test = picked(TEST_NAMES, own('test'));
    const begins = day + DAY * own('begins');
    const lasts = between(FINDING.shortest, FINDING.longest, own('lasts'));
    const spans = TESTERS.filter((tester) => productOf(tester) === product)
      .toSorted((a, b) => own('first', a) - own('first', b))
      .flatMap((tester) => {
        const shows = begins + FINDING.apart * own('shows', tester);
        const lot = lotAt(tester, seed, shows);
        const span: Span = { from: shows, to: Math.min(shows + lasts, lot.to) };
        return span.to - span.from >= FINDING.shortest ? [{ tester, ...span }] : [];
      });
    if (spans.length < A_DAY.testers) continue;
    return {
      product,
      test,
      excursions: spans.slice(0, A_DAY.testers).map(({ tester, from, to }) => ({
        tester,
        test,
        from,
        to,
        times: between(FINDING.fewest, FINDING.most, own('times', tester)),
      })),
    };
  }
  throw new Error(`seed ${seed}: no moment at which ${A_DAY.testers} testers have a lot for long enough`);
}

function chanceOf(seed: number, day: Time, index: number): Excursion {
  for (let draw = 0; draw < DRAWS; draw++) {
    const own = (what: string): number => uniform(seed, 'chance', day, index, draw, what);
    const tester = picked(TESTERS, own('tester'));
    const from = day + DAY * own('begins');
    const lasts = between(CHANCE.shortest, CHANCE.longest, own('lasts'));
    if (from + lasts > lotAt(tester, seed, from).to) continue;
    const outliers = Math.round(between(CHANCE.fewest, CHANCE.most, own('outliers')));
    return {
      tester,
      test: picked(TEST_NAMES, own('test')),
      from,
      to: from + lasts,
      times: outliers / (lasts * OUTLIERS_PER_SECOND),
    };
  }
  throw new Error(`seed ${seed}: no moment at which a tester has a lot`);
}

const between = (low: number, high: number, share: number): number => low + (high - low) * share;

function picked<T>(of: readonly T[], share: number): T {
  const found = of[Math.min(of.length - 1, Math.floor(share * of.length))];
  if (found === undefined) throw new Error('there is nothing to choose from');
  return found;
}
