import { propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { withBaggage } from '../../../../simulator/telemetry/baggage';
import { GRPC } from '../../../../simulator/telemetry/carriers/grpc';
import { HTTP } from '../../../../simulator/telemetry/carriers/http';
import { QUEUE } from '../../../../simulator/telemetry/carriers/queue';
import { SQL } from '../../../../simulator/telemetry/carriers/sql';
import { receive, send } from '../../../../simulator/telemetry/propagation';
import { TRANSPORTS } from '../../../../simulator/telemetry/transport';

const SPAN = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1 } as const;
const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

const context = trace.setSpanContext(withBaggage(ROOT_CONTEXT, { tenant_id: "a 'b', =c;ü" }), SPAN);

describe('a context', () => {
  it('goes in the headers of HTTP, also where a proxy has written them differently', () => {
    expect(send(HTTP, context).traceparent).toBe(TRACEPARENT);
    expect(trace.getSpanContext(receive(HTTP, { traceparent: [TRACEPARENT] }))).toMatchObject(SPAN);
  });

  it('goes in the metadata of gRPC', () => {
    expect(send(GRPC, context).get('traceparent')).toEqual([TRACEPARENT]);
  });

  it('goes in the headers of a message as bytes, of which the last of a name counts', () => {
    const headers = send(QUEUE, context);
    expect(headers.find(({ key }) => key === 'traceparent')?.value).toEqual(Buffer.from(TRACEPARENT));
    const again = [{ key: 'traceparent', value: Buffer.from(TRACEPARENT.replace('b7', 'c8')) }, ...headers];
    expect(trace.getSpanContext(receive(QUEUE, again))).toMatchObject(SPAN);
  });

  it('goes in a comment of SQL, which nothing in it can end', () => {
    const { comment } = send(SQL, trace.setSpanContext(withBaggage(ROOT_CONTEXT, { tenant_id: "*/ DROP '" }), SPAN));
    expect(comment).toContain(`traceparent='${TRACEPARENT}'`);
    expect(comment).not.toMatch(/\*\/|DROP '/);
  });

  it.each(Object.entries(TRANSPORTS))('is the same on the other side of %s, with its baggage', (_, { carry }) => {
    const received = carry(context);
    expect(trace.getSpanContext(received)).toMatchObject(SPAN);
    expect(propagation.getBaggage(received)?.getEntry('tenant_id')?.value).toBe("a 'b', =c;ü");
  });

  it.each(Object.entries(TRANSPORTS))('of nothing is nothing on the other side of %s', (_, { carry }) => {
    const received = carry(ROOT_CONTEXT);
    expect(trace.getSpanContext(received)).toBeUndefined();
    expect(propagation.getBaggage(received)).toBeUndefined();
  });
});
