import { parseArgs } from 'node:util';
import { declaredAlerting, environmentsAt, type DeclaredAlerting } from './declared-alerting';
import { failureText } from './failure';
import { answersOf, type Answer } from './routes/answer';
import { choiceOf, chosenBy } from './routes/choice';
import { answerText } from './routes/text';

const HELP = `Usage: npm run -s probecard -- routes ALERT [options]
       npm run -s probecard -- routes LABEL=VALUE … [options]

Prints who is told of an alert, by what way through Alertmanager's routes, together with what, when and how often; and while
which other alerts it is not told. Give its name, or labels that it has to have; labels that rules do not set (tester_id=T07) are
taken as those of its series. Environments in which the answer is the same are named together.

Options:
  --environment NAME   only there
  --json               one JSON array
  --help               this text

Exit status: 0 when there is an answer, 1 when no alert has that name or these labels, when no alert carries
a label, or an option is wrong.
`;

/** @returns the exit status */
export async function main(argv: readonly string[], load = declaredAlerting): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { environment: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
      allowPositionals: true,
    });
    if (values.help) {
      process.stdout.write(HELP);
      return 0;
    }
    const answers = asked(positionals, values.environment, await load());
    process.stdout.write(values.json ? `${JSON.stringify(answers, null, 2)}\n` : answers.map(answerText).join('\n'));
    return 0;
  } catch (error) {
    process.stderr.write(`routes failed: ${failureText(error)}\n`);
    return 1;
  }
}

function asked(words: readonly string[], where: string | undefined, declared: DeclaredAlerting): readonly Answer[] {
  const environments = environmentsAt(where, declared);
  const choice = choiceOf(words, [...new Set(environments.flatMap(declared.labelsIn))]);
  const answers = answersOf(
    environments.map((environment) => {
      const alerts = declared.alertsIn(environment);
      return {
        environment: environment.name,
        config: declared.configOf(environment),
        alerts,
        chosen: chosenBy(choice, alerts),
      };
    }),
  );
  if (answers.length === 0)
    throw new Error(`no alert ${words.some((word) => word.includes('=')) ? 'has' : 'is called'} ${words.join(' ')}`);
  return answers;
}

if (require.main === module) {
  void main(process.argv.slice(2)).then((status) => {
    process.exitCode = status;
  });
}
