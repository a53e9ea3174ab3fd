import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { AT, lengthOf, played, playedBy, request, serviceOf } from './played';

const PATHS = ['prediction', 'wafer map', 'lot'] as const;

describe('a request', () => {
  it.each(PATHS)(
    'is one trace on the path of a %s: one root, and every other span has its parent in it',
    async (path) => {
      const { spans } = await played(path);
      const ids = spans.map((span) => span.spanContext().spanId);
      expect(new Set(ids).size).toBe(spans.length);
      expect(new Set(spans.map((span) => span.spanContext().traceId)).size).toBe(1);
      const parents = spans.map(({ parentSpanContext }) => parentSpanContext?.spanId);
      expect(parents.filter((id) => id === undefined)).toHaveLength(1);
      expect(parents.filter((id) => id !== undefined && !ids.includes(id))).toEqual([]);
    },
  );

  it('for a prediction comes through gateway, parser, feature store, model and database', async () => {
    const { spans } = await played('prediction');
    const served = spans.filter(({ kind }) => kind === SpanKind.SERVER || kind === SpanKind.CONSUMER);
    expect(served.map((span) => `${String(serviceOf(span))}: ${span.name}`).sort()).toEqual([
      'api-gateway: POST /files',
      'feature-store: GET /features',
      'ml-model-serving: predictor.Predictor/Predict',
      'postgres: INSERT verdicts',
      'stdf-parser: parse block',
    ]);
  });

  it.each(PATHS)(
    'carries tenant, experiment and its number to every span of a %s, and the user to none',
    async (path) => {
      const { spans } = await played(path, { tenant: 'memory', experiment: "exp 'ä', 7=;", id: 'req-9', user: 'u-9' });
      for (const { attributes } of spans) {
        expect(attributes).toMatchObject({ tenant_id: 'memory', experiment_id: "exp 'ä', 7=;", request_id: 'req-9' });
      }
      expect(JSON.stringify(spans.map(({ attributes }) => attributes))).not.toContain('u-9');
    },
  );

  it('is marked on every span, with the truth values that samplers compare', async () => {
    const { spans } = await played('prediction', { isHot: true, isDebug: true });
    expect(spans.map(({ attributes }) => attributes)).toEqual(
      spans.map(() => expect.objectContaining({ 'lot.priority': 'hot', debug: true }) as unknown),
    );
    const { spans: lot } = await played('lot');
    expect(lot.map(({ attributes }) => attributes['job.long_running'])).toEqual(lot.map(() => true));
  });

  it('that nothing is wrong with takes less than a second, and has no error', async () => {
    for (const path of PATHS) {
      const { spans } = await played(path);
      expect(lengthOf(spans)).toBeLessThan(0.8);
      expect(spans.filter(({ status }) => status.code === SpanStatusCode.ERROR)).toEqual([]);
    }
  });

  it('that is slow takes more than a second, without anybody having waited for it', async () => {
    const { spans, lines } = await played('wafer map', { slow: 'image-resize' });
    expect(lengthOf(spans)).toBeGreaterThan(1.5);
    expect(lines.filter(({ fields }) => fields.level === 'warn')).toMatchObject([
      { service: 'image-resize', fields: { message: 'POST /resize is slow' } },
    ]);
  });

  it('that fails is a failure of all who wait for it, and not of who has put it into a queue', async () => {
    const { spans } = await played('prediction', { failing: 'postgres' });
    const failed = spans.filter(({ status }) => status.code === SpanStatusCode.ERROR).map(serviceOf);
    expect(new Set(failed)).toEqual(new Set(['postgres', 'ml-model-serving', 'stdf-parser']));
  });

  it('goes on without what it can do without: the failure is in one place of the trace, and a warning of the caller', async () => {
    const { spans, lines } = await played('prediction', { failing: 'feature-store' });
    const failed = spans.filter(({ status }) => status.code === SpanStatusCode.ERROR);
    expect(failed.map((span) => `${String(serviceOf(span))} ${SpanKind[span.kind]}`).sort()).toEqual([
      'feature-store SERVER',
      'stdf-parser CLIENT',
    ]);
    expect(lines.filter(({ fields }) => fields.level !== 'info').map(({ service }) => service)).toEqual([
      'feature-store',
      'stdf-parser',
    ]);
  });

  it('writes lines that name their span, its trace, the request and the user', async () => {
    const { spans, lines } = await played('prediction', { id: 'req-9', user: 'u-9', tenant: 'memory' });
    expect(lines).toHaveLength(5);
    for (const { service, fields } of lines) {
      const span = spans.find((one) => one.spanContext().spanId === fields.span_id);
      expect(span && [serviceOf(span), span.spanContext().traceId]).toEqual([service, fields.trace_id]);
      expect(fields).toMatchObject({ level: 'info', request_id: 'req-9', user_id: 'u-9' });
      expect(fields).not.toHaveProperty('tenant_id');
      expect(Date.parse(fields.time ?? '') / 1000).toBeGreaterThanOrEqual(AT);
    }
  });
});

describe('a lot', () => {
  it('ends long after its last block: all but its root are sent before', async () => {
    let before = 0;
    const { spans } = await playedBy(async (sender, taken) => {
      const open = await sender.open(request('lot'), AT);
      await sender.flush();
      before = taken.length;
      await open.end(AT + 45);
    });
    expect(before).toBe(spans.length - 1);
    expect(lengthOf(spans)).toBeCloseTo(45);
    expect(spans.at(-1)?.parentSpanContext).toBeUndefined();
  });
});

describe('a sender', () => {
  it('gives the same traces for the same seed, and no two of one', async () => {
    const ids = async (): Promise<readonly string[]> => {
      const { spans } = await playedBy(async (sender) => {
        for (let i = 0; i < 20; i++) await sender.play(request('wafer map'), AT + i);
      });
      return [...new Set(spans.map((span) => span.spanContext().traceId))];
    };
    const [first, second] = [await ids(), await ids()];
    expect(first).toHaveLength(20);
    expect(second).toEqual(first);
    for (const id of first) expect(id).toMatch(/^[0-9a-f]{32}$/);
  });
});
