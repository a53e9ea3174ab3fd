import type { Families, Meta } from './families';
import { typeOf, typeWords } from './family';
import { GRAMMARS, type Format } from './format';
import type { Scanner } from './scanner';
import { metricName, quotedName } from './words';

const WORD = /[^ \t]+/y;
const REST = /.*/y;

/** What is behind `# HELP `, `# TYPE ` or `# UNIT `, of which `start` is one. @throws ExpositionError */
export function metaLine(scanner: Scanner, families: Families, format: Format, start: string): void {
  const grammar = GRAMMARS[format];
  const meta = (/[A-Z]+/.exec(start)?.[0] ?? '') as Meta;
  const name =
    metricName(scanner) ?? quotedName(scanner, grammar) ?? scanner.fail(`the name of a metric behind ${meta}`);
  const refuse = (what: string): never => scanner.refuse(what);
  families.describe(meta, name, scanner.line, refuse);
  switch (meta) {
    case 'HELP':
      if (!scanner.atEnd) scanner.expect(grammar.gap, 'a space behind the name');
      scanner.take(grammar.help);
      scanner.end('one of the escapes of this format, such as \\\\ and \\n');
      return;
    case 'TYPE': {
      scanner.expect(grammar.gap, 'a space and a type');
      const word = scanner.expect(WORD, 'a type');
      const type = typeOf(word, format) ?? refuse(`'${word}' is no type: write ${typeWords(format).join(', ')}`);
      scanner.take(grammar.within);
      scanner.end('the end of the line behind the type');
      families.setType(name, type, refuse);
      return;
    }
    case 'UNIT': {
      scanner.expect(grammar.gap, 'a space and a unit');
      const unit = scanner.take(REST) ?? '';
      if (unit !== '' && !name.endsWith(`_${unit}`)) refuse(`the unit of '${name}' is '${unit}': its name must end so`);
    }
  }
}
