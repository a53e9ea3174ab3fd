import type { OpenTrace, Sender } from '../../../../simulator/telemetry/sender';
import type { Request } from '../../../../simulator/telemetry/request';
import { stream } from '../../../../simulator/telemetry/stream';

const NEVER = { failing: 0, slow: 0, hot: 0, debug: 0 } as const;

/** A sender that only remembers. */
function remembering() {
  const [played, opened, ended]: [Request[], Request[], number[]] = [[], [], []];
  const [flushed, closed] = [jest.fn(), jest.fn()];
  const sender: Sender = {
    play: (request) => {
      played.push(request);
      return Promise.resolve({ traceId: request.id, request });
    },
    open: (request) => {
      opened.push(request);
      const end: OpenTrace['end'] = () => {
        ended.push(opened.indexOf(request));
        return Promise.resolve();
      };
      return Promise.resolve({ traceId: request.id, request, end });
    },
    flush: () => {
      flushed();
      return Promise.resolve();
    },
    close: () => {
      closed();
      return Promise.resolve();
    },
  };
  return { sender, played, opened, ended, flushed, closed };
}

describe('a stream of requests', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('goes on at its pace, with a lot a minute that ends after 45 seconds, until it is stopped', async () => {
    const { sender, played, opened, ended, flushed, closed } = remembering();
    const going = stream({ sender, seed: 1, sharesOf: () => NEVER });
    await jest.advanceTimersByTimeAsync(44_000);
    expect([opened.length, ended]).toEqual([1, []]);
    await jest.advanceTimersByTimeAsync(18_000);
    expect([opened.length, ended]).toEqual([2, [0]]);
    expect(played.filter(({ path }) => path === 'prediction').length).toBeCloseTo(62 * 5, -1);
    expect(played.filter(({ path }) => path === 'wafer map').length).toBeCloseTo(62 * 5, -1);
    expect(new Set(played.map(({ id }) => id)).size).toBe(played.length);

    expect(flushed.mock.calls.length).toBeGreaterThanOrEqual(60);

    going.stop();
    await jest.advanceTimersByTimeAsync(1000);
    await going.ended;
    expect(ended).toEqual([0, 1]);
    expect(closed).toHaveBeenCalledTimes(1);
  });

  it('ends with the error of its sender', async () => {
    const { sender } = remembering();
    const failing: Sender = { ...sender, play: () => Promise.reject(new Error('nobody has taken its spans')) };
    const { ended } = stream({ sender: failing, seed: 1, sharesOf: () => NEVER });
    const refused = expect(ended).rejects.toThrow('nobody has taken');
    await jest.advanceTimersByTimeAsync(1000);
    await refused;
  });
});
