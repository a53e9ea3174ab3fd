import { join } from 'node:path';
import ts from 'typescript';

const { config } = ts.readConfigFile(join(__dirname, '../../tsconfig.json'), (path) => ts.sys.readFile(path)) as {
  readonly config: { readonly compilerOptions: object };
};
// Node's and jest's types are not needed by declarations, and are most of the time that this takes.
const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, types: [] }, __dirname);

/**
 * What the compiler says about a text in place of a file, by line (from 0).
 * @param path where the text would stand: its imports start there; the file need not exist
 */
export function diagnostics(path: string, text: string): ReadonlyMap<number, string> {
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) =>
    name === path ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022) : read(name, ...rest);
  const program = ts.createProgram([path], options, host);
  const source = program.getSourceFile(path);
  const found = new Map<number, string>();
  for (const { file, start = 0, messageText } of [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ]) {
    const line = file?.getLineAndCharacterOfPosition(start).line ?? -1;
    found.set(line, `${found.get(line) ?? ''}${ts.flattenDiagnosticMessageText(messageText, '\n')}\n`);
  }
  return found;
}
