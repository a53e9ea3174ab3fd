import { connect, createServer, type Server } from 'node:net';

/** The only interface on which tests listen. */
export const LOOPBACK = '127.0.0.1';

/**
 * Below those that the kernel gives to connections that go out (from 32768 on, unless somebody changed it): a program's own, or
 * its neighbour's, would take a port between its being found and its being listened on.
 */
const LOWEST = 12_000;
const HIGHEST = 32_000;

/** Ports that nobody listens on. They are held until all are found, so that no two are the same. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const held = await Promise.all(Array.from({ length: count }, hold));
  await Promise.all(held.map(({ server }) => release(server)));
  return held.map(({ port }) => port);
}

/** Resolves once somebody accepts a connection to the port. @throws Error while nobody does */
export const reachable = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, LOOPBACK, () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });

interface Held {
  readonly server: Server;
  readonly port: number;
}

/** Some of the range may be taken; that all of it is, nobody has seen. */
const TRIES = 100;

async function hold(): Promise<Held> {
  for (let i = 0; i < TRIES; i++) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    const server = await listenOn(port);
    if (server) return { server, port };
  }
  throw new Error(`of ${TRIES} ports between ${LOWEST} and ${HIGHEST} none is free on ${LOOPBACK}`);
}

const listenOn = (port: number): Promise<Server | undefined> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(port, LOOPBACK, () => {
      resolve(server);
    });
  });

const release = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
