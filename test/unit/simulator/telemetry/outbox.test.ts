import { ExportResultCode, type ExportResult } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { outbox } from '../../../../simulator/telemetry/outbox';

const OK: ExportResult = { code: ExportResultCode.SUCCESS };
const REFUSED: ExportResult = { code: ExportResultCode.FAILED, error: new Error('connect ECONNREFUSED') };

const spans = (count: number): readonly ReadableSpan[] =>
  Array.from({ length: count }, (_, i) => ({ name: `${i}` }) as ReadableSpan);

/** An outbox, what was acknowledged to it, and the sizes of what it tried to send. */
function outboxTo(answer: (attempt: number) => ExportResult) {
  const taken: ReadableSpan[] = [];
  const sizes: number[] = [];
  const exporter: SpanExporter = {
    export: (batch, done) => {
      sizes.push(batch.length);
      done(answer(sizes.length));
    },
    shutdown: () => Promise.resolve(),
  };
  return { taken, sizes, box: outbox({ name: 'stdf-parser', exporter, acknowledged: (some) => taken.push(...some) }) };
}

describe('an outbox', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('sends when a batch is full, and holds the others until it is told to', async () => {
    const { box, sizes, taken } = outboxTo(() => OK);
    for (const [i, span] of spans(700).entries()) {
      box.onEnd(span);
      if (i % 100 === 0) await box.settle();
    }
    expect(sizes).toEqual([601]);
    await box.forceFlush();
    expect(taken.map(({ name }) => name)).toEqual(spans(700).map(({ name }) => name));
  });

  it('lets wait who fills it, while nobody takes its batch, and sends that again', async () => {
    const { box, sizes, taken } = outboxTo((attempt) => (attempt < 3 ? REFUSED : OK));
    for (const span of spans(512)) box.onEnd(span);
    const settled = jest.fn();
    const settling = box.settle().then(settled);
    await jest.advanceTimersByTimeAsync(1500);
    expect(settled).not.toHaveBeenCalled();
    expect(taken).toEqual([]);
    await jest.advanceTimersByTimeAsync(1000);
    await settling;
    expect([sizes, taken.length]).toEqual([[512, 512, 512], 512]);
  });

  it('says who has how many, and why, when nobody has taken them for a minute, and goes on refusing', async () => {
    const { box } = outboxTo(() => REFUSED);
    for (const span of spans(3)) box.onEnd(span);
    const message =
      "stdf-parser: nobody has taken its 3 spans for 60 s (connect ECONNREFUSED): is the agent's OTLP endpoint right?";
    const refused = expect(box.forceFlush()).rejects.toThrow(message);
    await jest.advanceTimersByTimeAsync(62_000);
    await refused;
    await expect(box.shutdown()).rejects.toThrow(message);
  });
});
