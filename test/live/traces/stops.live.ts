import { cleanup } from '../harness/cleanup';
import { scratch } from '../harness/scratch';
import { eventually, sleep } from '../harness/wait';
import { sumOf } from './exposed';
import { hot, play, startFloor, type Floor } from './floor';
import { decided, leadTo, startStack, takenByAll, waiting, type Stack } from './stack';
import { table, type Row } from './table';
import { allWhole, inJaeger, isWhole, missing } from './whole';

jest.setTimeout(240_000);

const PER_SECOND = 100;
/** A decision, what waits between tries, and a busy machine. */
const LIMIT_SECONDS = 120;

const ON_MEMORY = 'otelcol_processor_tail_sampling_sampling_traces_on_memory';
const QUEUED = 'otelcol_exporter_queue_size';

/** All traces here are of hot lots: each must be kept, so that none that is gone was left out by its share. */
describe('when a part of the way is gone for a while', () => {
  const later = cleanup();
  const rows: Row[] = [];
  let stack: Stack;

  beforeAll(async () => {
    const place = scratch('traces');
    later(() => {
      place.remove();
    });
    later(() => {
      process.stdout.write(`\n${table(rows)}\n\n`);
    });
    stack = await startStack(place.folder);
    later(() => stack.stop());
  });

  const floorOf = (seed: string): Floor => {
    const floor = startFloor(stack.collectors.otlpHttp, seed);
    later(() => floor.sender.close());
    return floor;
  };
  /** Plays this many, and waits until samplers have all of their spans. @returns their identities */
  const held = async (floor: Floor, count: number): Promise<readonly string[]> => {
    const before = await takenByAll(stack.collectors);
    const ids = [...(await play(floor, hot(count, 'held'), PER_SECOND)).keys()];
    const spans = ids.reduce((sum, id) => sum + (floor.tally.spansByTrace.get(id)?.size ?? 0), 0);
    await eventually(async () => {
      expect((await takenByAll(stack.collectors)) - before).toBe(spans);
    }, 30);
    // Samplers say once a second how many they hold.
    await sleep(2);
    return ids;
  };

  test('a sampler that is told to stop decides at once on what it holds, and loses nothing; what comes meanwhile goes to the other', async () => {
    const { collectors } = stack;
    const [first, second] = collectors.samplers;
    if (!second) throw new Error('there is one sampler');
    const floor = floorOf('stopped');
    const before = await held(floor, 300);
    const waited = await waiting(first);
    expect(waited).toBeGreaterThan(0);

    const coming = play(floor, hot(2000, 'coming'), PER_SECOND);
    // As in a cluster: its name leads to it no more, and some time later it is told to stop.
    await leadTo(collectors, [second]);
    await first.stop();
    await first.restart();
    await leadTo(collectors, [first, second]);
    const ids = [...before, ...(await coming).keys()];
    await allWhole(stack, floor, ids, LIMIT_SECONDS);
    rows.push({
      scenario: 'a sampler is stopped',
      sent: ids.length,
      expected: `${ids.length}`,
      kept: ids.length,
      lost: 0,
      counted: `held when it was told: ${ON_MEMORY} ${waited}`,
    });
  });

  test('a sampler that is killed loses what it held and nothing else: as many traces as it last said', async () => {
    const [first] = stack.collectors.samplers;
    const floor = floorOf('killed');
    const before = await held(floor, 400);
    const waited = await waiting(first);
    await first.kill();
    const coming = play(floor, hot(300, 'coming'), PER_SECOND);
    await sleep(2);
    await first.restart();
    const meanwhile = [...(await coming).keys()];
    await allWhole(stack, floor, meanwhile, LIMIT_SECONDS);

    const lost = await missing(stack, floor, before);
    const there = await inJaeger(stack, floor);
    rows.push({
      scenario: 'a sampler is killed',
      sent: before.length + meanwhile.length,
      expected: `≥ ${before.length + meanwhile.length - waited}`,
      kept: before.length + meanwhile.length - lost.length,
      lost: lost.length,
      counted: `last said of the one that is gone: ${ON_MEMORY} ${waited}`,
    });
    expect(waited).toBeGreaterThan(0);
    expect(lost).toHaveLength(waited);
    // None is there in part.
    expect([...there.keys()].filter((id) => !isWhole(floor, id, there))).toEqual([]);
  });

  test('Jaeger, away for a minute, misses nothing: what is to be kept waits on the disk, and outlives its sampler', async () => {
    const { collectors, jaeger } = stack;
    const [first] = collectors.samplers;
    const floor = floorOf('away');
    await jaeger.stop();
    const gone = Date.now() / 1000;
    const ids = await held(floor, 500);
    await decided(collectors);
    const queued = await sumOf(
      collectors.samplers.map(({ metrics }) => metrics),
      QUEUED,
      { exporter: 'otlp_grpc/jaeger' },
    );
    await first.kill();
    await first.restart();
    await sleep(gone + 60 - Date.now() / 1000);
    await jaeger.restart();
    await allWhole(stack, floor, ids, LIMIT_SECONDS);
    rows.push({
      scenario: 'Jaeger is away',
      sent: ids.length,
      expected: `${ids.length}`,
      kept: ids.length,
      lost: 0,
      counted: `bytes that waited: ${QUEUED}{exporter="otlp_grpc/jaeger"} ${queued}`,
    });
    expect(queued).toBeGreaterThan(0);
  });
});
