export { checkNodes, checkPreset, checkSizes } from './check';
export { sizingPage } from './page';
export { PRESETS, type Load, type PresetName } from './presets';
export type { SizeOverrides, Sizes } from './size';
export { sizesFor, type SizesProps } from './sizes-for';
