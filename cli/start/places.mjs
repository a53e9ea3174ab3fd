import { SourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';

/** `Module.wrap` puts its beginning before the first line of the code, whose columns it shifts. */
const FIRST_LINE = 1;

/**
 * Stack traces name the TypeScript file and line instead of those of the bundle: `workloads/ate.ts:42`. The source map is
 * read when a stack is first looked at, which is when something failed.
 * @param file the bundle @param readMap gives its source map as JSON
 */
export function tellSources(file, readMap) {
  let map;
  // Reading the map may look at stacks itself; those of that time name the bundle.
  let reading = false;
  const sourceOf = (frame) => {
    if (frame.getFileName() !== file || frame.getLineNumber() === FIRST_LINE || reading) return undefined;
    reading = true;
    map ??= new SourceMap(JSON.parse(readMap()));
    reading = false;
    const { originalSource, originalLine, originalColumn } = map.findEntry(
      frame.getLineNumber() - 1,
      frame.getColumnNumber() - 1,
    );
    if (originalSource === undefined) return undefined;
    return `${resolve(dirname(file), originalSource)}:${originalLine + 1}:${originalColumn + 1}`;
  };
  Error.prepareStackTrace = (error, frames) =>
    [String(error), ...frames.map((frame) => `    at ${described(frame, sourceOf(frame))}`)].join('\n');
}

function described(frame, place) {
  if (place === undefined) return String(frame);
  const name = frame.getFunctionName();
  return name ? `${name} (${place})` : place;
}
