import { parseArgs } from 'node:util';
import { groupsOf } from '../alerts/groups';
import { graphWithin, inhibitionGraph, type InhibitionGraph } from '../alerts/inhibition-graph';
import type { Environment } from '../environments';
import { declaredAlerting, environmentsAt, type DeclaredAlerting } from './declared-alerting';
import { failureText } from './failure';
import { boxesOf } from './inhibitions/boxes';
import { clusteredDot } from './inhibitions/dot';
import { pictureOf } from './inhibitions/picture';
import { graphText } from './inhibitions/text';

const HELP = `Usage: npm run -s probecard -- inhibitions [options]

Prints which alerts are not told while which others fire, and by which labels the two have to be of the same thing: by workload,
of Alertmanager's configuration as it is rendered. Environments in which it is the same are named together.

Options:
  --workload NAME      only what is of that workload; can be given several times
  --environment NAME   only there
  --format FORMAT      text; json: one array; dot: for Graphviz; svg: a picture. The last two are of one environment, or of
                       several in which it is the same. Default: text
  --help               this text

The picture in docs/routing.md is made by
  npm run -s probecard -- inhibitions --environment prod-us-west-2 --format svg > docs/pictures/inhibitions.svg

Exit status: 0, or 1 when an option is wrong.
`;

/** What is so in some environments. */
interface Found {
  readonly environments: readonly string[];
  readonly graph: InhibitionGraph;
}

type Format = (found: readonly Found[]) => string | Promise<string>;

const FORMATS: Readonly<Record<string, Format>> = {
  text: (found) => found.map(({ graph, environments }) => graphText(graph, environments)).join('\n'),
  json: (found) =>
    `${JSON.stringify(
      found.map(({ environments, graph }) => ({ environments, ...graph })),
      null,
      2,
    )}\n`,
  dot: (found) => clusteredDot(boxesOf(oneOf(found))),
  svg: (found) => pictureOf(oneOf(found)),
};

/** @returns the exit status */
export async function main(argv: readonly string[], load = declaredAlerting): Promise<number> {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        workload: { type: 'string', multiple: true, default: [] },
        environment: { type: 'string' },
        format: { type: 'string', default: 'text' },
        help: { type: 'boolean' },
      },
    });
    if (values.help) {
      process.stdout.write(HELP);
      return 0;
    }
    const format = FORMATS[values.format];
    if (!format)
      throw new Error(`there is no format '${values.format}'; there are: ${Object.keys(FORMATS).join(', ')}`);
    process.stdout.write(await format(found(values.workload, values.environment, await load())));
    return 0;
  } catch (error) {
    process.stderr.write(`inhibitions failed: ${failureText(error)}\n`);
    return 1;
  }
}

function found(workloads: readonly string[], where: string | undefined, declared: DeclaredAlerting): readonly Found[] {
  const { configOf, alertsIn } = declared;
  const looked = environmentsAt(where, declared);
  const known = [
    ...new Set(looked.flatMap((environment) => alertsIn(environment)).flatMap(({ labels }) => labels.workload ?? [])),
  ];
  const stranger = workloads.find((name) => !known.includes(name));
  if (stranger !== undefined) throw new Error(`there is no workload '${stranger}'; there are: ${known.join(', ')}`);
  const all = looked.map((environment) => ({ environment, graph: graphOf(environment) }));
  return groupsOf(all, ({ graph }) => graph).map((same) => ({
    environments: same.map(({ environment }) => environment.name),
    graph: same[0].graph,
  }));

  function graphOf(environment: Environment): InhibitionGraph {
    const graph = inhibitionGraph(alertsIn(environment), configOf(environment).inhibit_rules);
    return workloads.length > 0 ? graphWithin(graph, workloads) : graph;
  }
}

function oneOf([first, ...others]: readonly Found[]): InhibitionGraph {
  if (!first || others.length > 0)
    throw new Error('environments differ, and a picture shows one: give --environment NAME');
  return first.graph;
}

if (require.main === module) {
  void main(process.argv.slice(2)).then((status) => {
    process.exitCode = status;
  });
}
