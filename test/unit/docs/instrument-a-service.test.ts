import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COLLECTOR_AGENT } from '../../../constructs/collector/component';
import { portOf } from '../../../constructs/port-of';
import { isOnSpans } from '../../../telemetry/attribute';
import { ATTRIBUTES } from '../../../telemetry/attributes';
import { LOG_FIELDS } from '../../../telemetry/log-fields';
import { DECISION_SECONDS, SAMPLING, type Kept } from '../../../telemetry/sampling';
import { OF_ALL_SPANS } from '../../../telemetry/span-series';
import { CARRIED } from '../../../simulator/telemetry/baggage';

const page = readFileSync(join(__dirname, '../../../docs/instrument-a-service.md'), 'utf8');

/** The rows of the table under a heading, without its own two lines. */
function tableUnder(heading: string): readonly string[] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2);
}

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function kindOf(kept: Kept): string {
  switch (kept.of) {
    case 'errors':
      return 'with an error on any span';
    case 'slow':
      return `longer than ${kept.aboveSeconds} s as a whole`;
    case 'marked':
      return `with \`${kept.attribute.name}=${kept.value}\` on any span`;
    case 'all':
      return 'all others';
  }
}

describe('docs/instrument-a-service.md', () => {
  it('lists the attributes that the stack reads', () => {
    const rows = ATTRIBUTES.map(({ name, carriers, meaning }) => row(`\`${name}\``, carriers.join(', '), meaning));
    expect(tableUnder('Attributes')).toEqual(rows);
  });

  it('lists the fields that agents read of a log line', () => {
    expect(tableUnder('Logs')).toEqual(LOG_FIELDS.map(({ name, meaning }) => row(`\`${name}\``, meaning)));
  });

  it('says which traces are kept, and how long they are waited for', () => {
    const rows = SAMPLING.map((kept) => row(kindOf(kept), `${kept.share * 100} %`));
    expect(tableUnder('What is kept')).toEqual(rows);
    expect(page).toContain(`Samplers wait ${DECISION_SECONDS} s for the spans of a trace`);
  });

  it('sends where the agent listens', () => {
    const { name, namespace } = COLLECTOR_AGENT;
    expect(page).toContain(`value: http://${name}.${namespace}.svc:${portOf(COLLECTOR_AGENT, 'otlp-http')} }`);
    expect(page).toContain(`grpc: port ${portOf(COLLECTOR_AGENT, 'otlp-grpc')}`);
  });

  it('makes attributes of all baggage that the sample services make attributes of, in both languages', () => {
    const keys = CARRIED.filter(isOnSpans).map(({ name }) => name);
    expect(page).toContain(`new Set([${keys.map((key) => `'${key}'`).join(', ')}])`);
    expect(page).toContain(`{${keys.map((key) => `"${key}"`).join(', ')}}`);
  });

  it('names the metric that counts every span', () => {
    expect(page).toContain(`\`${OF_ALL_SPANS.calls}\``);
  });
});
