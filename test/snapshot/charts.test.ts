import { renderEnvironment } from '../../cli/render';
import { ENVIRONMENTS } from '../../environments';

type Chart = ReturnType<typeof renderEnvironment>[number];

/** What a reviewer wants to see at a glance: which objects there are, not what is in them (that is in dist/). */
const contents = ({ objects }: Chart): string =>
  objects
    .map(({ kind, metadata }) => [kind, [metadata.namespace, metadata.name].filter(Boolean).join('/')].join(' '))
    .join('\n');

describe.each(ENVIRONMENTS.map((environment) => [environment.name, environment] as const))('%s', (_, environment) => {
  it.each(renderEnvironment(environment).map((chart) => [chart.name, chart] as const))('chart %s', (_name, chart) => {
    expect(`\n${contents(chart)}\n`).toMatchSnapshot();
  });
});
