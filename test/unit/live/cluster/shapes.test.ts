import type { KubeObject } from '../../../live/harness/rendered';
import { renderedEnvironments, type RenderedEnvironment } from '../../../live/cluster/environment';
import { ofEachShape } from '../../../live/cluster/shapes';

const rendered = (name: string, ...objects: readonly string[]): RenderedEnvironment => ({
  name,
  folder: name,
  gates: [],
  argoCd: [],
  manifests: [
    {
      file: 'a',
      path: 'a',
      objects: objects.map((object): KubeObject => ({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: object },
      })),
    },
  ],
});

const names = (environments: readonly RenderedEnvironment[]): readonly string[] =>
  ofEachShape(environments).map(({ name }) => name);

describe('of environments', () => {
  it('the first stands for all with the same objects, in whatever order and under whatever name', () => {
    expect(names([rendered('east', 'a', 'east-b'), rendered('west', 'west-b', 'a'), rendered('north', 'a')])).toEqual([
      'east',
      'north',
    ]);
  });

  it('that are rendered, two regions without the global query are one', () => {
    const all = renderedEnvironments().map(({ name }) => name);
    expect(all.filter((name) => !names(renderedEnvironments()).includes(name))).toEqual(['prod-us-east-1']);
  });
});
