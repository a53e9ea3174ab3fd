import { gauge, own, ratio, record, seconds } from '../../../promql';
import { above, by, checkTogether, DeclarationError, shown, signal, type Signal } from '../../../signals';
import {
  api,
  apiBusy,
  apiSlow,
  busy,
  drift,
  example,
  latency,
  load,
  owner,
  requests,
  scrape,
  showing,
  slow,
  traffic,
} from './fixtures';

const withSignals = (...signals: readonly Signal[]) => api({ signals, dashboards: [showing(...signals)] });

describe('a workload', () => {
  test('is what was declared, with no recordings unless some are', () => {
    expect(api()).toMatchObject({ name: 'api', team: owner, scrape, recordings: [] });
  });

  test.each(['', 'API', 'my_api', '9api', 'api-', 'a'.repeat(64)])("is not named '%s'", (name) => {
    expect(() => api({ name })).toThrow(`workload '${name}': its name must be lower-case letters`);
  });

  test('shows every signal on a dashboard', () => {
    expect(() => api({ dashboards: [showing(apiSlow, apiBusy)] })).toThrow(
      new DeclarationError('workload api: signal ApiTraffic is on no dashboard: put it into a row'),
    );
  });

  test('shows no signal but its own', () => {
    expect(() => api({ signals: [apiSlow, apiBusy] })).toThrow(
      'workload api: a row shows ApiTraffic, which is not among its signals',
    );
  });

  test('shows the very literal that it declares, not one of the same name', () => {
    const twin = signal({ ...slow, title: 'Another' });
    expect(() => api({ dashboards: [showing(apiSlow, apiBusy, traffic, twin)] })).toThrow('a row shows ApiSlow');
  });
});

describe('a name that is there twice is refused:', () => {
  test('that of a signal', () => {
    expect(() => withSignals(apiSlow, signal({ ...busy, name: 'ApiSlow' }))).toThrow(
      "workload api declares the signal 'ApiSlow' twice",
    );
  });

  test('that of a metric, whatever it is called in the catalog', () => {
    expect(() => api({ metrics: { requests, latency, load, again: requests } })).toThrow(
      "workload api declares the metric 'requests_total' twice",
    );
  });

  test('that of a recorded series', () => {
    const recorded = record('model:load:ratio', load.maxBy('model'));
    expect(() => api({ recordings: [recorded, recorded] })).toThrow(
      "workload api declares the recorded series 'model:load:ratio' twice",
    );
  });

  test('the uid of a dashboard', () => {
    const dashboard = showing(apiSlow, apiBusy, traffic);
    expect(() => api({ dashboards: [dashboard, dashboard] })).toThrow(
      "workload api declares the dashboard 'api' twice",
    );
  });

  test.each([
    ['the name', api({ signals: [], dashboards: [], metrics: {} }), "the name 'api'"],
    ['an alert', api({ name: 'other', metrics: { requests, latency, load } }), "the alert 'ApiSlow'"],
  ])('%s, in two workloads', (_, other, message) => {
    expect(() => checkTogether([api(), other])).toThrow(`workloads api and ${other.name} both declare ${message}`);
  });
});

test('a metric that sets labels of the scrape itself needs a scrape that honors them', () => {
  const ofPods = gauge('pod_ready', { labels: { pod: own }, unit: 'ratio', help: '' });
  const metrics = { requests, latency, load, ofPods };
  expect(() => api({ metrics })).toThrow(
    "workload api: the metric 'pod_ready' sets labels of the scrape itself: say honorsLabels in the scrape of api, and in its monitor",
  );
  expect(() => api({ metrics, scrape: { ...scrape, honorsLabels: true } })).not.toThrow();
});

describe('a metric in no catalog is refused', () => {
  const stranger =
    "reads 'drift', which is in no catalog: declare the metric, name it in reads if another workload declares it, or record the series";
  const far = drift.rate().sumBy('model').mean();

  test('in a query', () => {
    const shows = shown({ name: 'ApiDrift', title: '', description: '', query: far });
    expect(() => withSignals(shows)).toThrow(`workload api: signal ApiDrift ${stranger}`);
    expect(() => api({ metrics: { drift }, signals: [shows], dashboards: [showing(shows)] })).not.toThrow();
  });

  test('in a second curve', () => {
    const lines = [{ title: 'Far', query: far.as('ratio') }];
    const shows = shown({ name: 'ApiDrift', title: '', description: '', query: load, view: { lines } });
    expect(() => withSignals(shows)).toThrow(`workload api: line 'Far' of signal ApiDrift ${stranger}`);
  });

  test('in what must hold at the same time', () => {
    const warning = above(ratio(1)).for('5m').whilst('it is far', far);
    expect(() => withSignals(signal({ ...busy, warning }))).toThrow(`workload api: signal ApiBusy ${stranger}`);
  });

  test('below a recorded series, and a recorded series that is not declared', () => {
    const recorded = record('model:drift:mean', far);
    expect(() => api({ recordings: [recorded] })).toThrow(`workload api: recorded series model:drift:mean ${stranger}`);
    const shows = shown({ name: 'ApiDrift', title: '', description: '', query: recorded });
    expect(() => withSignals(shows)).toThrow("signal ApiDrift reads 'model:drift:mean'");
  });
});

describe('thresholds by a label name every value of it:', () => {
  const against = (of: Parameters<typeof by<'model', 'seconds'>>[1]) =>
    withSignals(
      signal({
        ...slow,
        description: '',
        critical: above(by('model', of)).for('5m'),
        examples: { critical: example, warning: example },
      }),
    );

  test('a forgotten one would have no alert', () => {
    expect(() => against({ fast: seconds(0.9) })).toThrow('signal ApiSlow: no threshold for model="slow"');
  });

  test('a misspelt one would never match', () => {
    expect(() => against({ fast: seconds(0.9), slow: seconds(0.9), slwo: seconds(0.9) })).toThrow(
      'signal ApiSlow: a threshold for model="slwo", which never occurs',
    );
  });
});
