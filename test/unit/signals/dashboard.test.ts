import type { AnyVector } from '../../../promql';
import { dashboard, DeclarationError, MAX_PANELS, row, type Row, type Signal } from '../../../signals';
import { apiBusy, apiSlow, requests, traffic } from './fixtures';

const props = { uid: 'api', description: 'All of it.' };
const build = (changes: Partial<typeof props> & { variables?: readonly string[] }, ...rows: readonly Row[]) =>
  dashboard('API', { ...props, ...changes }, ...rows);
const times = (n: number) => Array.from({ length: n }, () => traffic);

describe('a dashboard', () => {
  test('has at most twelve panels over all its rows', () => {
    expect(() => build({}, row('One', ...times(6)), row('Two', ...times(6)))).not.toThrow();
    expect(() => build({}, row('One', ...times(6)), row('Two', ...times(7)))).toThrow(
      new DeclarationError("dashboard 'API' has 13 panels, at most 12: move some to a dashboard one level down"),
    );
    expect(MAX_PANELS).toBe(12);
  });

  test('has no empty row', () => {
    expect(() => build({}, row('One', traffic), row('Two'))).toThrow("dashboard 'API': row 'Two' shows nothing");
  });

  test('has a row', () => {
    expect(() => build({})).toThrow("dashboard 'API': it shows nothing");
  });

  test('has no variable that reaches none of its queries', () => {
    expect(() => build({ variables: ['model'] }, row('One', traffic, apiSlow))).not.toThrow();
    expect(() => build({ variables: ['model', 'tester'] }, row('One', apiSlow, apiBusy))).toThrow(
      "dashboard 'API': variable 'tester' reaches no panel",
    );
  });

  test('has no variable that chooses nothing on a panel, because what is recorded for that has lost the label', () => {
    const recorded = (query: AnyVector): Signal => ({ ...traffic, query, view: { recorded: true } });
    expect(() => build({ variables: ['model'] }, row('One', recorded(requests.rate().sumBy('model'))))).not.toThrow();
    expect(() => build({ variables: ['model'] }, row('One', recorded(requests.rate().sumBy())))).toThrow(
      `dashboard 'API': its variable 'model' would choose nothing on the panel of ${traffic.name}, which sums over it before it is recorded`,
    );
  });

  test.each(['', 'API', 'my api', 'api_2', 'a'.repeat(41)])("has no uid such as '%s'", (uid) => {
    expect(() => build({ uid }, row('One', traffic))).toThrow(`dashboard 'API': uid '${uid}' must be lower-case`);
  });
});
