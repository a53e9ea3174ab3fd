import type { Answer, Database, Looked } from './database';
import type { Question } from './questions';

/** A question, and what its answer costs: the median of several times. */
export interface Priced extends Question, Looked, Answer {}

export interface Failed extends Question {
  readonly reason: string;
}

export interface Prices {
  readonly priced: readonly Priced[];
  readonly failed: readonly Failed[];
}

const TIMES = 3;
const TELL_SECONDS = 10;

/** Asks one question after the other: each once before, as on a dashboard that is open, and then three times. */
export async function priceAll(
  questions: readonly Question[],
  database: Database,
  say: (what: string) => void,
): Promise<Prices> {
  const priced: Priced[] = [];
  const failed: Failed[] = [];
  let told = Date.now();
  for (const [i, question] of questions.entries()) {
    try {
      priced.push(await price(question, database));
    } catch (error) {
      failed.push({ ...question, reason: error instanceof Error ? error.message : String(error) });
    }
    if (Date.now() - told < TELL_SECONDS * 1000) continue;
    told = Date.now();
    say(`asked ${i + 1} of ${questions.length} queries`);
  }
  return { priced, failed };
}

async function price(question: Question, database: Database): Promise<Priced> {
  const looked = await database.look(question);
  const answers: Answer[] = [];
  for (let i = 0; i < TIMES; i += 1) answers.push(await database.ask(question));
  return {
    ...question,
    ...looked,
    milliseconds: median(answers.map(({ milliseconds }) => milliseconds)) ?? NaN,
    cpu: median(answers.flatMap(({ cpu }) => cpu ?? [])),
  };
}

const median = (values: readonly number[]): number | undefined =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
