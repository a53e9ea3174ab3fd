import { prefixOf } from '../../../../cli/inhibitions/prefix';

it.each([
  [['KilnHot', 'KilnTooCold'], 'Kiln'],
  [['KilnDoorOpen', 'KilnDoorHot'], 'KilnDoor'],
  // A word is whole, and none is left without one.
  [['NodeHot', 'NodesDown'], ''],
  [['KilnHot', 'KilnHotSpot'], 'Kiln'],
  [['KilnHot'], 'Kiln'],
  [[], ''],
])('%p begin with %p', (names, prefix) => {
  expect(prefixOf(names)).toBe(prefix);
});
