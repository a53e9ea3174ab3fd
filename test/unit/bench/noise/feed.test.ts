import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clock, feed } from '../../../bench/noise/feed';
import type { Change } from '../../../live/incidents/report';

interface Posted {
  readonly labels: { readonly alertname: string };
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
}

/** What an Alertmanager is told of this history, in which an hour takes a tenth of a second. */
async function told(history: readonly Change[], hears = (_name: string) => true): Promise<readonly Posted[]> {
  const posted: Posted[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      posted.push(...(JSON.parse(Buffer.concat(chunks).toString()) as Posted[]));
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    await feed(history, [{ url: `http://127.0.0.1:${port}`, hears }], {
      clock: clock(0, BEGAN, FACTOR),
      span: { from: 0, to: 3600 },
      annotations: ({ alertname = '' }) => ({ summary: `${alertname} in words` }),
      say: () => undefined,
    });
  } finally {
    server.close();
  }
  return posted;
}

const FACTOR = 36_000;
const BEGAN = Date.UTC(2026, 0, 12);
const at = (t: number): string => new Date(BEGAN + (t * 1000) / FACTOR).toISOString();

const change = (time: number, state: Change['state'], alertname = 'KilnHot'): Change => ({
  time,
  state,
  labels: { alertname },
});

describe('feeding Alertmanager', () => {
  it('tells of the beginning of an alert, again while it fires, and of its end', async () => {
    const posted = await told([change(720, 'firing'), change(1440, 'inactive')]);
    expect(posted.map(({ startsAt }) => startsAt)).toEqual(posted.map(() => at(720)));
    expect(posted.length).toBeGreaterThan(2);
    expect(posted.slice(0, -1).every(({ endsAt }) => endsAt > at(1440))).toBe(true);
    expect(posted.at(-1)?.endsAt).toBe(at(1440));
  });

  it('says what its rule says', async () => {
    const [first] = await told([change(720, 'firing')]);
    expect(first?.annotations).toEqual({ summary: 'KilnHot in words' });
  });

  it('tells a side only of what it hears, and of nothing that is pending or before the span', async () => {
    const history = [change(-5, 'firing'), change(10, 'pending'), change(720, 'firing', 'KilnCold')];
    expect(await told(history, (name) => name !== 'KilnCold')).toEqual([]);
  });
});
