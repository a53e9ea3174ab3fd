import { cleanup } from '../harness/cleanup';
import { scratch } from '../harness/scratch';
import { eventually } from '../harness/wait';
import { sumOf } from './exposed';
import { hot, play, startFloor } from './floor';
import { decided, startStack, type Stack } from './stack';
import { table } from './table';
import { missing } from './whole';

jest.setTimeout(180_000);

/** More than both samplers of a pilot have room for. */
const COUNT = 5_000;
const PER_SECOND = 400;
const TOO_EARLY = 'otelcol_processor_tail_sampling_sampling_trace_dropped_too_early_total';

describe('more traces than samplers have room for', () => {
  const later = cleanup();
  let stack: Stack;

  beforeAll(async () => {
    const place = scratch('traces');
    later(() => {
      place.remove();
    });
    stack = await startStack(place.folder, 'pilot');
    later(() => stack.stop());
  });

  test('are counted, each that was dropped undecided; the others are kept', async () => {
    const floor = startFloor(stack.collectors.otlpHttp, 'too many');
    later(() => floor.sender.close());
    const ids = [...(await play(floor, hot(COUNT, 'many'), PER_SECOND)).keys()];
    await decided(stack.collectors);
    const dropped = await sumOf(
      stack.collectors.samplers.map(({ metrics }) => metrics),
      TOO_EARLY,
    );
    expect(dropped).toBeGreaterThan(0);
    const gone = await eventually(
      async () => {
        const lost = await missing(stack, floor, ids);
        expect(lost).toHaveLength(dropped);
        return lost.length;
      },
      60,
      2,
    );
    const row = {
      scenario: 'too many at once',
      sent: ids.length,
      expected: `${ids.length - dropped}`,
      kept: ids.length - gone,
      lost: gone,
      counted: `${TOO_EARLY} ${dropped}`,
    };
    process.stdout.write(`\n${table([row])}\n\n`);
  });
});
