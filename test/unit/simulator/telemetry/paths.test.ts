import { waferMap } from '../../../../simulator/wafer-map';
import type { Operation } from '../../../../simulator/telemetry/operation';
import { PATHS } from '../../../../simulator/telemetry/request';

const all = (operation: Operation): readonly Operation[] => [operation, ...operation.calls.flatMap(all)];

describe('the paths of traces', () => {
  it('have every operation that the series of spans have of the same fab, by the same names', () => {
    const traced = Object.values(PATHS).flatMap(({ operation }) => all(operation));
    const series = waferMap({ seed: 1, since: 0, schedule: [] }).flatMap((target) => target.series);
    const counted = series.flatMap(({ labels: { service_name: service, span_name: span } }) =>
      service === undefined || span === undefined ? [] : [`${service}: ${span}`],
    );
    expect(counted.length).toBeGreaterThan(0);
    const names = new Set(traced.map(({ service, name }) => `${service}: ${name}`));
    expect([...new Set(counted)].filter((name) => !names.has(name))).toEqual([]);
  });
});
