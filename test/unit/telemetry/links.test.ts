import { EXPERIMENT_ID, SERVICE_NAME, TRACE_ID, USER_ID } from '../../../telemetry/attributes';
import { checkLinks, LINKS, type SignalLink } from '../../../telemetry/links';

const link = (from: SignalLink['from'], to: SignalLink['to'], ...by: SignalLink['by']): SignalLink => ({
  name: 'tried',
  from,
  to,
  by,
});
const on = (attribute: SignalLink['by'][number]['here']) => ({ here: attribute, there: attribute });

describe('the links between signals', () => {
  it('join what both ends know', () => {
    expect(checkLinks(Object.values(LINKS))).toHaveLength(7);
  });

  it('lead from each signal to each other: one click', () => {
    const ways = Object.values(LINKS).map(({ from, to }) => `${from} → ${to}`);
    expect(ways).toEqual(
      expect.arrayContaining([
        'an exemplar → traces',
        'a span → log lines',
        'a span → series of spans',
        'a log line → traces',
        'a graph → log lines',
      ]),
    );
  });

  it.each([
    [
      'an attribute that no span carries',
      link('a span', 'log lines', on(USER_ID)),
      "link 'tried': a span carries no 'user_id', which is on each log: join by another, or have it carried",
    ],
    [
      'an attribute by which no line is found',
      link('a span', 'log lines', on(EXPERIMENT_ID)),
      "link 'tried': log lines are not found by 'experiment_id', which is on each span: join by another",
    ],
    [
      'a label that the series of spans do not have',
      link('a span', 'series of spans', on(EXPERIMENT_ID)),
      "link 'tried': series of spans are not found by 'experiment_id'",
    ],
    [
      'an exemplar that is to know its service',
      link('an exemplar', 'traces', on(SERVICE_NAME)),
      "link 'tried': an exemplar carries no 'service.name'",
    ],
    ['a link by nothing', link('a log line', 'traces'), "link 'tried': nothing joins a log line and traces"],
  ])('refuse %s', (_, refused, message) => {
    expect(() => checkLinks([...Object.values(LINKS), refused])).toThrow(message);
  });

  it('know a trace by its number in a line, in an exemplar and in a span', () => {
    for (const { by } of [LINKS.lineToTrace, LINKS.exemplarToTrace, LINKS.traceToLogs])
      expect(by).toEqual([on(TRACE_ID)]);
  });
});
