import { ENVIRONMENTS } from '../../../environments';

const each = ENVIRONMENTS.map((environment) => [environment.name, environment] as const);

/** Mebibytes of a Kubernetes quantity or of a Prometheus size, in the units that environments use. */
function mebibytes(size: string): number {
  const [, count, unit] = /^(\d+)(Mi|Gi)B?$/.exec(size) ?? [];
  if (count === undefined) throw new Error(`'${size}' is no size in Mi or Gi`);
  return Number(count) * (unit === 'Gi' ? 1024 : 1);
}

test('environments have names of their own', () => {
  expect(ENVIRONMENTS.map(({ name }) => name)).toEqual(['dev', 'prod-us-west-2']);
});

describe.each(each)('%s', (name, { urls, retention, sizes }) => {
  test('keeps metrics for the 30 days of the objectives and a margin', () => {
    expect(retention.metrics).toBeGreaterThanOrEqual(35);
  });

  test('lets stored metrics fill at most 85 % of the volume, as Prometheus recommends', () => {
    const { volume, retentionSize } = sizes.prometheus;
    expect(mebibytes(retentionSize)).toBeLessThanOrEqual(0.85 * mebibytes(volume));
  });

  test('promises no container more than it may use', () => {
    for (const { resources } of Object.values({ ...sizes })) {
      expect(mebibytes(resources.requests.memory)).toBeLessThanOrEqual(mebibytes(resources.limits.memory));
    }
  });

  test('is reached under its own name', () => {
    for (const url of Object.values(urls))
      expect(url).toMatch(new RegExp(`^https://[a-z]+\\.${name}\\.fab\\.example$`));
  });
});
