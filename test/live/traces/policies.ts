import type { Request } from '../../../simulator/telemetry/request';
import { SAMPLING, type Kept } from '../../../telemetry/sampling';

/** Whether a line of {@link SAMPLING} fits a request, by what was asked for; stated here anew, not read from the spans. */
const FITS: Readonly<Record<string, (request: Request) => boolean>> = {
  errors: ({ failing }) => failing !== undefined,
  'hot-lots': ({ isHot }) => isHot,
  slow: ({ slow }) => slow !== undefined,
  'long-jobs': ({ path }) => path === 'lot',
  debug: ({ isDebug }) => isDebug,
  rest: () => true,
};

/** The first line that fits: samplers count a trace for the first that keeps it. @throws Error for a line that is not known here */
export function lineOf(request: Request): Kept {
  const line = SAMPLING.find(({ name }) => {
    const fits = FITS[name];
    if (!fits) throw new Error(`sampling '${name}': say in policies.ts which requests it fits`);
    return fits(request);
  });
  if (!line) throw new Error(`no line of sampling fits ${request.id}`);
  return line;
}
