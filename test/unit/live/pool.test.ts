import { setImmediate } from 'node:timers/promises';
import { pool } from '../../live/harness/pool';

/** Work that notes when it begins, and goes on until it is let go. */
function held(begun: string[], name: string) {
  let release = (): void => undefined;
  const end = new Promise<void>((resolve) => {
    release = resolve;
  });
  const work = async (): Promise<string> => {
    begun.push(name);
    await end;
    return name;
  };
  return { work, release: () => release() };
}

describe('a pool', () => {
  it('runs so many at a time, the others in the order in which they were given', async () => {
    const begun: string[] = [];
    const run = pool(2);
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => held(begun, name));
    const results = [a, b, c, d].map((one) => run(() => one?.work() ?? Promise.resolve('')));
    await setImmediate();
    expect(begun).toEqual(['a', 'b']);
    a?.release();
    await setImmediate();
    expect(begun).toEqual(['a', 'b', 'c']);
    [b, c, d].forEach((one) => one?.release());
    expect(await Promise.all(results)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('goes on after one that fails, which only whoever asked for it is told', async () => {
    const run = pool(1);
    const failing = run(() => Promise.reject(new Error('broken')));
    const next = run(() => Promise.resolve('next'));
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('next');
  });
});
