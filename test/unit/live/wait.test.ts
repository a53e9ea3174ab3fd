import { eventually, within } from '../../live/harness/wait';

describe('what comes to pass eventually', () => {
  it('is tried until it does', async () => {
    let tries = 0;
    const attempt = () => {
      tries += 1;
      if (tries < 3) throw new Error('not yet');
      return 'there';
    };
    expect(await eventually(attempt, 60, 0)).toBe('there');
    expect(tries).toBe(3);
  });

  it('is tried once at least, and says at the limit why it did not', async () => {
    let tries = 0;
    const attempt = () => Promise.reject(new Error(`failed ${++tries}`));
    await expect(eventually(attempt, 0)).rejects.toThrow('failed 1');
    expect(tries).toBe(1);
  });
});

describe('what is settled within a time', () => {
  it('is what has come to an end, good or bad', async () => {
    expect(await within(60, Promise.resolve())).toBe(true);
    expect(await within(60, Promise.reject(new Error('broken')))).toBe(true);
  });

  it('is not what goes on', async () => {
    expect(await within(0, new Promise(() => undefined))).toBe(false);
  });
});
