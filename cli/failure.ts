import { relative, sep } from 'node:path';

/** Folders that users edit: a failure is most likely to be mended there. */
const CONTENT = ['workloads', 'environments'];

/** The message, and the place in the declarations that led to it. */
export function failureText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = declarationPlace(error);
  return place === undefined ? error.message : `${error.message}\n  declared in ${place}`;
}

/** `workloads/ate.ts:42`, from the innermost stack frame that lies in a declaration. */
function declarationPlace({ stack = '' }: Error): string | undefined {
  const frames = [...stack.matchAll(/\(?(?:file:\/\/)?([^\s()]+\.ts):(\d+):\d+\)?$/gm)];
  // Commands run in the project's folder, whatever file they have been bundled into.
  const root = process.cwd();
  const places = frames.map(([, file = '', line = '']) => ({ path: relative(root, file).split(sep).join('/'), line }));
  const found = places.find(({ path }) => CONTENT.some((folder) => path.startsWith(`${folder}/`)));
  return found && `${found.path}:${found.line}`;
}
