import { LOKI } from '../../../telemetry/data-sources';
import { exploreUrl } from '../../../telemetry/explore';

const EXPR = '{service_name="a b"} | trace_id="${__value.raw}"';
const lines = { source: LOKI, query: { expr: EXPR }, from: '${__from}', to: '${__to}' };

describe('an address of Explore', () => {
  it('asks one data source one query, over a time', () => {
    const address = new URL(exploreUrl('https://grafana.fab.example', lines));
    expect(`${address.origin}${address.pathname}`).toBe('https://grafana.fab.example/explore');
    expect(address.searchParams.get('schemaVersion')).toBe('1');
    const [pane] = Object.values(JSON.parse(address.searchParams.get('panes') ?? '') as object) as unknown[];
    expect(pane).toEqual({
      datasource: 'loki',
      queries: [{ refId: 'A', datasource: { type: 'loki', uid: 'loki' }, expr: EXPR }],
      range: { from: '${__from}', to: '${__to}' },
    });
  });

  it('has the slots that somebody fills in as they are, and all else encoded', () => {
    const address = exploreUrl('', lines, ['${__from}', '${__to}', '${__value.raw}']);
    expect(address).toContain('%22range%22%3A%7B%22from%22%3A%22${__from}%22%2C%22to%22%3A%22${__to}%22%7D');
    expect(address).toContain('trace_id%3D%5C%22${__value.raw}%5C%22');
    expect(address).toContain('a%20b');
  });

  it('takes a slot with quotes, as templates of Go have them', () => {
    const slot = '{{ template "from" . }}';
    expect(exploreUrl('', { ...lines, from: slot }, [slot])).toContain(`%22from%22%3A%22${slot}%22`);
  });
});
