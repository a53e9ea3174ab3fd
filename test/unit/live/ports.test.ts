import { createServer, type Server } from 'node:net';
import { freePorts, LOOPBACK } from '../../live/harness/ports';

const listening = (port: number): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer().listen(port, LOOPBACK, () => {
      resolve(server);
    });
  });

afterEach(() => {
  jest.restoreAllMocks();
});

describe('free ports', () => {
  it('are different, and below those of connections that go out', async () => {
    const ports = await freePorts(20);
    expect(new Set(ports).size).toBe(20);
    for (const port of ports) expect(port).toBeLessThan(32_768);
  });

  it('leave out what somebody listens on', async () => {
    const [taken = 0] = await freePorts(1);
    const [other = 0] = await freePorts(1);
    const server = await listening(taken);
    const drawn = [taken, taken, other].map((port) => (port - 12_000) / 20_000);
    jest.spyOn(Math, 'random').mockImplementation(() => drawn.shift() ?? 0.5);
    try {
      await expect(freePorts(1)).resolves.toEqual([other]);
    } finally {
      server.close();
    }
  });
});
