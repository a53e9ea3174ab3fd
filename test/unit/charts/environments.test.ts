import { ENVIRONMENTS } from '../../../environments';

const each = ENVIRONMENTS.map((environment) => [environment.name, environment] as const);

test('environments have names of their own', () => {
  expect(ENVIRONMENTS.map(({ name }) => name)).toEqual([
    'dev',
    'staging',
    'prod-us-west-2',
    'prod-us-east-1',
    'prod-eu-central-1',
  ]);
});

describe.each(each)('%s', (name, { urls, retention, stage, availability }) => {
  test('keeps metrics for the 30 days of the objectives and a margin', () => {
    expect(retention.metrics).toBeGreaterThanOrEqual(35);
  });

  test('is in replicas, but for dev', () => {
    expect(availability).toBe(stage === 'dev' ? 'single' : 'replicated');
  });

  test('is reached under its own name', () => {
    for (const url of Object.values(urls))
      expect(url).toMatch(new RegExp(`^https://[a-z]+\\.${name}\\.fab\\.example$`));
  });
});

test('one global query answers from every production', () => {
  const asked = ENVIRONMENTS.flatMap(({ globalQueryOver = [] }) =>
    globalQueryOver.map(({ environment }) => environment),
  );
  expect(asked).toEqual(ENVIRONMENTS.filter(({ stage }) => stage === 'production').map(({ name }) => name));
});

test('a region is asked under the name, and at the addresses, that it answers to', () => {
  const hosts = new Map(ENVIRONMENTS.map(({ name, regional }) => [name, regional?.host]));
  for (const { globalQueryOver = [], cluster } of ENVIRONMENTS) {
    for (const { environment, host } of globalQueryOver) {
      expect(host).toBe(hosts.get(environment));
      const asked = ENVIRONMENTS.find(({ name }) => name === environment);
      expect(asked?.regional?.from).toEqual(cluster.nodeCidrs);
    }
  }
});
