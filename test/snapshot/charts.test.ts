import { renderEnvironment } from '../../cli/render';
import { ENVIRONMENTS } from '../../environments';

/** What a reviewer wants to see at a glance: which objects there are, not what is in them (that is in dist/). */
const contents = (environment: (typeof ENVIRONMENTS)[number], chart: string): string =>
  renderEnvironment(environment)
    .filter(({ name }) => name === chart)
    .flatMap(({ objects }) =>
      objects.map(({ kind, metadata }) =>
        [kind, [metadata.namespace, metadata.name].filter(Boolean).join('/')].join(' '),
      ),
    )
    .join('\n');

describe.each(ENVIRONMENTS.map((environment) => [environment.name, environment] as const))('%s', (_, environment) => {
  it.each(renderEnvironment(environment).map(({ name }) => name))('chart %s', (chart) => {
    expect(`\n${contents(environment, chart)}\n`).toMatchSnapshot();
  });
});
