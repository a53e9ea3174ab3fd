import { recorder, type Recorder } from '../../../live/harness/alertmanager/recorder';

let services: Recorder;

beforeEach(async () => {
  services = await recorder();
});

afterEach(() => services.stop());

const EVENT = {
  routing_key: 'k',
  dedup_key: 'd',
  event_action: 'trigger',
  payload: { summary: 's', source: 'x', severity: 'critical' },
};

async function tell(path: string, body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${services.url}/${path}`, { method: 'POST', body: text });
  return { status: response.status, body: await response.text() };
}

describe('the recorder', () => {
  it('keeps what each service is told, by kind and receiver', async () => {
    expect(await tell('pagerduty/page', EVENT)).toMatchObject({ status: 202 });
    expect(await tell('slack/channel', { text: 'hello' })).toEqual({ status: 200, body: 'ok' });
    expect(await tell('webhook/hook', { alerts: [] })).toMatchObject({ status: 200 });
    expect(services.notifications).toMatchObject([
      { receiver: 'page', kind: 'pagerduty', body: EVENT },
      { receiver: 'channel', kind: 'slack', body: { text: 'hello' } },
      { receiver: 'hook', kind: 'webhook', body: { alerts: [] } },
    ]);
  });

  it('refuses what the service would refuse', async () => {
    expect(await tell('pagerduty/page', { ...EVENT, payload: { ...EVENT.payload, summary: '' } })).toEqual({
      status: 400,
      body: expect.stringContaining("'summary' is missing or blank") as string,
    });
    expect(await tell('slack/channel', { channel: '#a' })).toEqual({ status: 400, body: 'no_text' });
    expect(await tell('webhook/hook', 'no JSON')).toMatchObject({ status: 400 });
    expect(await tell('pigeon/roof', {})).toMatchObject({ status: 404 });
    expect(services.notifications).toEqual([]);
    expect(services.refused()).toBe(4);
  });

  it('opens no incident without words, but closes one without', async () => {
    expect(await tell('pagerduty/page', { ...EVENT, event_action: 'resolve', payload: {} })).toMatchObject({
      status: 202,
    });
  });

  it('can be down, in two ways, and is there again on the same port', async () => {
    await services.down('answers 503');
    expect(await tell('webhook/hook', {})).toMatchObject({ status: 503 });
    await services.down('refuses');
    await expect(tell('webhook/hook', {})).rejects.toThrow('fetch failed');
    await services.up();
    expect(await tell('webhook/hook', {})).toMatchObject({ status: 200 });
    expect(services.notifications).toHaveLength(1);
  });

  it('lets something happen between a notification and the answer, once', async () => {
    const seen: number[] = [];
    services.onNext(() => void seen.push(services.notifications.length));
    await tell('webhook/hook', {});
    await tell('webhook/hook', {});
    expect(seen).toEqual([1]);
  });
});
