import { ahead } from '../../../live/incidents/ahead';

/** Work that notes what it was begun on, and ends when it is told to. */
function noted() {
  const begun: string[] = [];
  const ends = new Map<string, (result: string) => void>();
  const work = (item: string): Promise<string> => {
    begun.push(item);
    return new Promise((resolve) => ends.set(item, resolve));
  };
  return { begun, work, end: (item: string) => ends.get(item)?.(`${item} done`) };
}

describe('work that is done ahead', () => {
  it('is begun on the item that is asked for and on the next, and on no other', () => {
    const { begun, work } = noted();
    const result = ahead(['a', 'b', 'c'], work);
    expect(begun).toEqual([]);
    void result('a');
    expect(begun).toEqual(['a', 'b']);
    void result('b');
    expect(begun).toEqual(['a', 'b', 'c']);
  });

  it('is done once, however often and in whatever order it is asked for', async () => {
    const { begun, work, end } = noted();
    const result = ahead(['a', 'b', 'c'], work);
    const [last, again] = [result('c'), result('c')];
    void result('b');
    expect(begun).toEqual(['c', 'b']);
    end('c');
    expect(await Promise.all([last, again])).toEqual(['c done', 'c done']);
  });

  it('does not wait for the next item to be done', async () => {
    const { work, end } = noted();
    const first = ahead(['a', 'b'], work)('a');
    end('a');
    expect(await first).toBe('a done');
  });

  it('that fails is told to whoever asks for it, and to nobody before', async () => {
    const result = ahead(['a', 'b'], (item) =>
      item === 'b' ? Promise.reject(new Error('b is broken')) : Promise.resolve(item),
    );
    expect(await result('a')).toBe('a');
    // A rejection that nobody takes would end the process.
    await new Promise((resolve) => setImmediate(resolve));
    await expect(result('b')).rejects.toThrow('b is broken');
  });
});
