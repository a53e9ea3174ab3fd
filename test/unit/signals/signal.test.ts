import { bytes, ratio, seconds } from '../../../promql';
import { above, by, DeclarationError, describe as describeSignal, severitiesOf, shown, signal } from '../../../signals';
import { apiSlow, busy, example, latency, load, requests, slow } from './fixtures';

describe('a signal that alerts', () => {
  test('needs a condition; one without is only shown', () => {
    const { warning: _, ...never } = busy;
    expect(() => signal(never)).toThrow(
      new DeclarationError('signal ApiBusy has no critical, warning or info condition: declare it with shown()'),
    );
  });

  test('needs a step to take', () => {
    expect(() => signal({ ...busy, nextSteps: [] })).toThrow('signal ApiBusy has no runbook step');
  });

  test('needs an example of each of its severities', () => {
    expect(() => signal({ ...slow, examples: { critical: example } })).toThrow(
      'signal ApiSlow: its warning alert has no example of firing and of staying quiet',
    );
  });

  test('lists its severities, the most severe first, however they were written', () => {
    const { critical, warning, ...rest } = slow;
    expect(severitiesOf(signal({ warning, ...rest, critical }))).toEqual(['critical', 'warning']);
  });

  test('that is only shown has none', () => {
    expect(severitiesOf(shown({ name: 'ApiLoad', title: '', description: '', query: load }))).toEqual([]);
  });
});

describe('the name of a signal', () => {
  test.each(['', 'apiSlow', 'Api-Slow', 'Api Slow', '9Api', 'A'])("is not '%s'", (name) => {
    expect(() => signal({ ...slow, name })).toThrow(`'${name}' is no name for a signal: write it in CamelCase`);
  });
});

describe('the query of a signal', () => {
  test.each<[string, unknown, string]>([
    ['a bare counter', requests, 'a counter: take rate() or increase()'],
    ['a bare histogram', latency, 'a histogram: take rate()'],
    ['a distribution', latency.rate().sumBy(), 'a distribution: take quantile(q)'],
  ])('is not %s, with types or without', (_, query, shape) => {
    expect(() => signal({ ...busy, query } as never)).toThrow(`signal ApiBusy: its query is ${shape}`);
  });

  test('may use the range of a panel, unless it alerts', () => {
    const query = requests.increase('range').sumBy('model');
    expect(() => shown({ name: 'ApiTotal', title: '', description: '', query })).not.toThrow();
    expect(() => signal({ ...busy, query: query.as('ratio') })).toThrow(/^signal ApiBusy: the window 'range'/);
  });
});

describe('the threshold of a signal', () => {
  test('has the unit of the query', () => {
    expect(() => signal({ ...busy, warning: above(bytes(1)).for('5m') as never })).toThrow(
      'signal ApiBusy, warning: a threshold in bytes for a query in ratio',
    );
    const lines = by('model', { fast: ratio(1), slow: seconds(1) as never });
    expect(() => signal({ ...busy, warning: above(lines).for('5m') })).toThrow('a threshold in seconds');
  });

  test('goes by a label that the query has', () => {
    const lines = by('node', { a: ratio(1) });
    expect(() => signal({ ...busy, warning: above(lines).for('5m') as never })).toThrow(
      "signal ApiBusy, warning: thresholds by 'node', but the query has only model",
    );
  });

  test('holds for a duration', () => {
    expect(() => above(ratio(1)).for('1.5h')).toThrow("'1.5h' is no duration");
  });

  test('goes together only with what the query can be joined to', () => {
    const condition = above(ratio(1)).for('5m').whilst('on one node', load.maxBy('node'));
    expect(() => signal({ ...busy, warning: condition as never })).toThrow("signal ApiBusy: label 'node' is not there");
  });
});

describe('the severity of a signal', () => {
  test('does not wait for a digest where it wakes somebody', () => {
    expect(() => signal({ ...slow, warning: slow.warning.toldInDigest() })).not.toThrow();
    expect(() => signal({ ...slow, critical: slow.critical.toldInDigest() })).toThrow(
      'signal ApiSlow, critical: what is critical wakes somebody and cannot wait for a digest',
    );
  });

  test('is info only where it asks for a decision', () => {
    const info = { info: slow.warning, warning: slow.warning, critical: slow.critical };
    const examples = { ...slow.examples, info: slow.examples.warning };
    expect(() => signal({ ...slow, ...info, examples })).toThrow('signal ApiSlow, info: it asks for no decision');
    expect(() => signal({ ...slow, ...info, info: slow.warning.asking('Decide.'), examples })).not.toThrow();
  });
});

describe('the description of a signal', () => {
  test('names its thresholds by their text', () => {
    expect(describeSignal(apiSlow)).toBe('Slow above 200 ms (slow: 500 ms), slowish above 100 ms.');
  });

  test('may not name a threshold that the signal lacks', () => {
    expect(() => signal({ ...slow, description: (t) => `Above ${t.info}.` })).toThrow(
      'signal ApiSlow: its description names the info threshold, which it lacks',
    );
  });
});
