import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { labelOf } from '../../../telemetry/attribute';
import { DECISION_SECONDS } from '../../../telemetry/sampling';
import { STREAM_ATTRIBUTES } from '../../../telemetry/streams';

const ROOT = join(__dirname, '../../..');
const page = readFileSync(join(ROOT, 'docs/traces-and-logs.md'), 'utf8');

const quoted = (pattern: RegExp): readonly string[] => [...page.matchAll(pattern)].map(([, name]) => name ?? '');

describe('docs/traces-and-logs.md', () => {
  it('names alerts that there are', () => {
    const alerts = quoted(/`((?:Collector|Loki|Jaeger|WaferMap)[A-Z]\w+)`/g);
    expect(alerts.length).toBeGreaterThan(9);
    expect(alerts.filter((name) => !existsSync(join(ROOT, 'runbooks', `${name}.md`)))).toEqual([]);
  });

  it('names files that there are', () => {
    const files = [
      ...quoted(/`((?:telemetry|constructs|test|workloads)\/[\w/.-]+)`/g),
      ...quoted(/\]\(([\w-]+\.md)/g).map((file) => `docs/${file}`),
    ];
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  it('names the labels of a stream', () => {
    const [first, second, third, fourth] = STREAM_ATTRIBUTES.map(labelOf);
    expect(page).toContain(`\`${first}\`, \`${second}\`, \`${third}\` and \`${fourth}\``);
  });

  it('says for how long a trace waits for its decision', () => {
    expect(page).toContain(`holds each trace for ${DECISION_SECONDS} s after its first span`);
  });
});
