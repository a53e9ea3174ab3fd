import { ExportResultCode, type ExportResult } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace';

/** As many as the SDK's own batches have. */
const BATCH = 512;
const PAUSE_SECONDS = 1;
const PATIENCE_SECONDS = 60;

/**
 * Holds spans until somebody has acknowledged them. Unlike the SDK's own batches, which leave out what does not fit, it is waited
 * for: what it takes in is sent, or the sender knows that it was not.
 */
export interface Outbox extends SpanProcessor {
  /** Waits while a batch is full. Whoever makes spans waits for it between two requests, so that not many batches pile up. */
  settle(): Promise<void>;
}

export interface OutboxProps {
  /** Who sends, for whoever reads an error. */
  readonly name: string;
  readonly exporter: SpanExporter;
  /** Told of what was taken. What was taken while its answer was lost is sent again, and so counted twice by the receiver. */
  readonly acknowledged: (spans: readonly ReadableSpan[]) => void;
}

/** All of its waits are refused with an error when nobody has taken a batch for a minute. */
export function outbox(props: OutboxProps): Outbox {
  let waiting: ReadableSpan[] = [];
  // One after another: a second batch would not be taken where the first was not.
  let last: Promise<void> = Promise.resolve();
  const send = (): Promise<void> => {
    const spans = waiting;
    waiting = [];
    if (spans.length > 0) last = last.then(() => sent(props, spans));
    return last;
  };
  return {
    onStart: () => undefined,
    onEnd: (span) => {
      waiting.push(span);
    },
    settle: () => (waiting.length < BATCH ? Promise.resolve() : send()),
    forceFlush: send,
    shutdown: async () => {
      await send();
      await props.exporter.shutdown();
    },
  };
}

async function sent({ name, exporter, acknowledged }: OutboxProps, spans: readonly ReadableSpan[]): Promise<void> {
  const end = Date.now() + PATIENCE_SECONDS * 1000;
  for (;;) {
    const { code, error } = await exported(exporter, spans);
    if (code === ExportResultCode.SUCCESS) break;
    if (Date.now() >= end) {
      throw new Error(
        `${name}: nobody has taken its ${spans.length} spans for ${PATIENCE_SECONDS} s (${error?.message ?? 'no reason given'}): is the agent's OTLP endpoint right?`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_SECONDS * 1000));
  }
  acknowledged(spans);
}

const exported = (exporter: SpanExporter, spans: readonly ReadableSpan[]): Promise<ExportResult> =>
  new Promise((resolve) => {
    exporter.export([...spans], resolve);
  });
