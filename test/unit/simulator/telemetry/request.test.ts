import { requestOf } from '../../../../simulator/telemetry/request';

const SHARES = { failing: 0.05, slow: 0.02, hot: 0.03, debug: 0.1 } as const;

describe('requests', () => {
  const requests = Array.from({ length: 10_000 }, (_, i) => requestOf('prediction', SHARES, 7, i));
  const share = (isOne: (request: (typeof requests)[number]) => boolean): number =>
    requests.filter(isOne).length / requests.length;

  it('follow from their key', () => {
    expect(requestOf('prediction', SHARES, 7, 3)).toEqual(requests[3]);
    expect(new Set(requests.map(({ id }) => id)).size).toBe(requests.length);
  });

  it('have the shares that were asked for, within a fifth', () => {
    const got = {
      failing: share(({ failing }) => failing !== undefined),
      slow: share(({ slow }) => slow !== undefined),
      hot: share(({ isHot }) => isHot),
      debug: share(({ isDebug }) => isDebug),
    };
    for (const [name, wanted] of Object.entries(SHARES)) {
      expect(Math.abs(got[name as keyof typeof got] / wanted - 1)).toBeLessThan(0.2);
    }
  });

  it('are drawn for each property anew: what is hot fails as often as what is not', () => {
    const hot = requests.filter(({ isHot }) => isHot);
    const failing = hot.filter((one) => one.failing !== undefined);
    expect(failing.length / hot.length).toBeGreaterThan(0.02);
    expect(failing.length / hot.length).toBeLessThan(0.09);
  });

  it('fail at any place that may fail', () => {
    const places = new Set(requests.flatMap(({ failing }) => failing ?? []));
    expect(places).toEqual(new Set(['postgres', 'feature-store']));
  });
});
