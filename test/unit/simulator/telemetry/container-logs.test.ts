import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { containerLogs } from '../../../../simulator/telemetry/container-logs';

describe('the log of a container', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probecard-container-logs-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('is where a node has it, in the format of the runtime', () => {
    const write = containerLogs(folder)('stdf-parser');
    write('{"message":"one"}', 1_800_000_000.25);
    write('{"message":"two"}', 1_800_000_001);
    const [pod = ''] = readdirSync(folder);
    expect(pod).toMatch(/^test-data_stdf-parser-0_[0-9a-f]{32}$/);
    expect(readFileSync(join(folder, pod, 'stdf-parser', '0.log'), 'utf8')).toBe(
      [
        '2027-01-15T08:00:00.250Z stdout F {"message":"one"}',
        '2027-01-15T08:00:01.000Z stdout F {"message":"two"}',
        '',
      ].join('\n'),
    );
  });
});
