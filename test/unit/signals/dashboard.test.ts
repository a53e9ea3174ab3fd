import { dashboard, DeclarationError, MAX_PANELS, row, type Row } from '../../../signals';
import { apiBusy, apiSlow, traffic } from './fixtures';

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

  test.each(['', 'API', 'my api', 'api_2', 'a'.repeat(41)])("has no uid such as '%s'", (uid) => {
    expect(() => build({ uid }, row('One', traffic))).toThrow(`dashboard 'API': uid '${uid}' must be lower-case`);
  });
});
