import { sharesAt } from '../../../../simulator/telemetry/shares';
import type { Incident } from '../../../../simulator/incidents';

const during = (incident: Incident) => ({ seed: 1, since: 0, schedule: [{ incident, from: 100, to: 200 }] });

describe('what becomes of requests', () => {
  it('is the incident of the wafer map while it lasts, on the path of wafer maps alone', () => {
    const slow = during('slow-maps');
    expect([99, 100, 199, 200].map((t) => sharesAt(slow, 'wafer map', t).slow)).toEqual([0.005, 1, 1, 0.005]);
    expect(sharesAt(slow, 'prediction', 150).slow).toBe(0.005);
    expect(sharesAt(slow, 'wafer map', 150).failing).toBe(0.0005);
    expect(sharesAt(during('failing-maps'), 'wafer map', 150).failing).toBe(0.05);
  });
});
