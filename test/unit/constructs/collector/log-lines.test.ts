import { logLines } from '../../../../constructs/collector/log-lines';
import { redaction } from '../../../../constructs/collector/redaction';
import { LOG_FIELDS, MESSAGE } from '../../../../telemetry/log-fields';
import { REDACTIONS } from '../../../../telemetry/redaction';

const operators = logLines('256KiB');

test('of a line that is JSON every declared field is read, but the message, and no other', () => {
  const read = [...new Set(JSON.stringify(operators).match(/attributes\.parsed\??\.\w+/g) ?? [])];
  const names = read.map((path) => path.split('.').at(-1));
  expect([...new Set(names)].sort()).toEqual(
    LOG_FIELDS.filter((field) => field !== MESSAGE)
      .map(({ name }) => name)
      .sort(),
  );
});

test('what was read of a line and is not of interest goes no further', () => {
  const removed = operators.filter(({ type }) => type === 'remove').map(({ field }) => field);
  expect(removed).toContain('attributes["parsed"]');
});

test('of what a line says, one value alone reaches what labels are made of', () => {
  const toResource = operators.filter(({ field, to }) => String(to ?? field).startsWith('resource'));
  expect(toResource).toEqual([
    {
      type: 'add',
      id: 'audit',
      if: 'attributes.parsed?.log_type == "audit"',
      field: 'resource["log.type"]',
      value: 'audit',
    },
  ]);
});

test('a line that an operator can do nothing with goes on as it is', () => {
  for (const { on_error: onError } of operators) expect(onError ?? 'send').toMatch(/^send/);
});

test('each secret is looked for in lines, and in all that is attached to lines and spans', () => {
  const { config } = redaction() as {
    config: { error_mode: string; log_statements: Statements; trace_statements: Statements };
  };
  const sights = REDACTIONS.flatMap((one) => one.sights).length;
  const count = (part: Statements, beginning: string) =>
    part.flatMap(({ statements }) => statements).filter((one) => one.startsWith(beginning)).length;
  expect(config.error_mode).toBe('ignore');
  expect(count(config.log_statements, 'replace_pattern(log.body, ')).toBe(sights);
  expect(count(config.log_statements, 'replace_all_patterns(log.attributes, "value", ')).toBe(sights);
  expect(count(config.trace_statements, 'replace_all_patterns(span.attributes, "value", ')).toBe(sights);
  expect(count(config.trace_statements, 'replace_all_patterns(spanevent.attributes, "value", ')).toBe(sights);
  for (const part of [config.log_statements, config.trace_statements]) {
    expect(count(part, 'replace_all_patterns(resource.attributes, "value", ')).toBe(sights);
  }
  // Of the sender, the line, the span and its events.
  expect(count([...config.log_statements, ...config.trace_statements], 'delete_matching_keys(')).toBe(5);
});

type Statements = readonly { readonly statements: readonly string[] }[];
