import { parseArgs } from 'node:util';
import type { KubeObject } from '../charts/invariants';
import type { Environment } from '../environments';
import { failureText } from './failure';
import { oneEnvironment } from './one-environment';
import { usedImages, type UsedImage } from './images/usage';

const HELP = `Usage: npm run -s probecard -- images ENVIRONMENT [options]

Lists every image that an environment runs, its deploy gates included: as its makers publish it, its digest where that is
known, as the environment pulls it, and what runs it. (-s keeps npm's own lines out of it.)

Options:
  --list   what a mirror copies: one reference a line, as the makers publish it
  --json   one JSON object; \`.images[]\` has a source and a reference, from where and to where a mirror copies
  --help   this text

Exit status: 0 when the list was printed, 1 when there is no such environment, or an option is wrong.
`;

/** What the command needs of the rest; loaded late, so that a wrong declaration is an error like any other. */
export interface Declared {
  readonly environments: readonly Environment[];
  readonly objectsOf: (environment: Environment) => readonly KubeObject[];
}

const declared = async (): Promise<Declared> => {
  const { renderEnvironment } = await import('./render');
  return {
    environments: (await import('../environments')).ENVIRONMENTS,
    objectsOf: (environment) => renderEnvironment(environment).flatMap(({ objects }) => objects),
  };
};

/** @returns the exit status */
export async function main(argv: readonly string[], load = declared): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { list: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
      allowPositionals: true,
    });
    if (values.help) {
      process.stdout.write(HELP);
      return 0;
    }
    if (values.list && values.json) throw new Error('give --list or --json, not both');
    const { environments, objectsOf } = await load();
    const environment = oneEnvironment(positionals, environments);
    const images = usedImages(objectsOf(environment), environment.images);
    const print = values.list ? list : values.json ? json : text;
    process.stdout.write(print(images, environment));
    return 0;
  } catch (error) {
    process.stderr.write(`images failed: ${failureText(error)}\n`);
    return 1;
  }
}

const list = (images: readonly UsedImage[]): string => images.map(({ source }) => `${source}\n`).join('');

const json = (images: readonly UsedImage[], { name }: Environment): string =>
  `${JSON.stringify({ environment: name, images }, null, 2)}\n`;

function text(images: readonly UsedImage[], { name, images: from }: Environment): string {
  const where = from ? `It pulls them from ${from.registry}.` : 'It pulls them from where their makers publish them.';
  return [
    `${name} runs ${images.length} ${images.length === 1 ? 'image' : 'images'}. ${where}\n`,
    ...images.map(section),
  ].join('\n');
}

const section = ({ repository, version, digest, source, reference, usedBy }: UsedImage): string =>
  [
    `${repository}  ${version}`,
    `  digest      ${digest || '-'}`,
    ...(reference === source ? [] : [`  pulled as   ${reference}`]),
    ...usedBy.map((object, i) => `  ${i === 0 ? 'used by   ' : '          '}  ${object}`),
    '',
  ].join('\n');

if (require.main === module) {
  void main(process.argv.slice(2)).then((status) => {
    process.exitCode = status;
  });
}
