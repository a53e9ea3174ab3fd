import type { Duration } from '../../../promql';
import { frame } from '../../../dashboards/kit/frame';

const offered = (widest?: Duration) => {
  const nothing = { variables: [], annotations: [], links: [], rows: [], tags: [] };
  const made = frame({ uid: 'kiln', title: 'Kiln', description: 'All.', ...nothing, ...(widest && { widest }) });
  return made.timepicker?.quick_ranges?.map(({ from, display, to }) => [from, display, to]);
};

describe('a dashboard', () => {
  it('offers the time ranges over which it says something', () => {
    expect(offered('1h')).toEqual([
      ['now-15m', 'Last 15 minutes', 'now'],
      ['now-1h', 'Last hour', 'now'],
    ]);
    expect(offered('30d')?.at(-1)).toEqual(['now-30d', 'Last 30 days', 'now']);
  });

  it('offers a day where nothing is said', () => {
    expect(offered()?.at(-1)).toEqual(['now-1d', 'Last day', 'now']);
  });
});
