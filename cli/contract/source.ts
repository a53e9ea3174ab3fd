import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { guessFormat, type Format } from './format';

/** An exposition as it was got. */
export interface Source {
  readonly text: string;
  readonly format: Format;
}

/** A source that cannot even be one: the command is called wrongly. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}

const STANDARD_INPUT = '-';
const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//i;

/**
 * From a URL (http, https, file), a path, or `-` for standard input.
 * @throws SourceError for another scheme; Error for what is not there, does not answer, or answers with something else
 */
export async function read(source: string, limitSeconds: number): Promise<Source> {
  const scheme = SCHEME.exec(source)?.[1]?.toLowerCase();
  switch (scheme) {
    case undefined:
      return unnamed(source === STANDARD_INPUT ? readFileSync(0) : await file(source, source));
    case 'file':
      return unnamed(await file(urlOf(source), source));
    case 'http':
    case 'https':
      return fetched(urlOf(source), limitSeconds);
    default:
      throw new SourceError(`'${source}' is of the scheme ${scheme}: give a URL of http, https or file, a path, or -`);
  }
}

function urlOf(source: string): URL {
  if (!URL.canParse(source)) throw new SourceError(`'${source}' is no URL, such as http://localhost:9100/metrics`);
  return new URL(source);
}

async function file(path: string | URL, source: string): Promise<Uint8Array> {
  try {
    return await readFile(path instanceof URL ? fileURLToPath(path) : path);
  } catch (error) {
    const hint = /^[\w.-]+:\d+(\/|$)/.test(source) ? `; for a URL, write http://${source}` : '';
    throw new Error(`'${source}' cannot be read (${codeOf(error)})${hint}`, { cause: error });
  }
}

const unnamed = (bytes: Uint8Array): Source => {
  const text = decoded(bytes);
  return { text, format: guessFormat(text) };
};

/** A byte order mark stays, since Prometheus does not skip it either. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new Error('the text is not in UTF-8, as both formats demand', { cause: error });
  }
}

/** As Prometheus asks where it does not want native histograms: its text formats, OpenMetrics first. */
const ACCEPT = [
  'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5',
  'application/openmetrics-text;version=0.0.1;q=0.4',
  'text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3',
  'text/plain;version=0.0.4;q=0.2',
  '*/*;q=0.1',
].join(',');

async function fetched(url: URL, limitSeconds: number): Promise<Source> {
  const { response, bytes } = await answer(url, limitSeconds);
  if (!response.ok) throw new Error(`${url.href} answers ${response.status} ${response.statusText}`.trim());
  return { format: formatOf(response.headers.get('content-type') ?? ''), text: decoded(bytes) };
}

async function answer(url: URL, limitSeconds: number) {
  const signal = AbortSignal.timeout(limitSeconds * 1000);
  try {
    // It follows redirections to http and https only.
    const response = await fetch(url, { headers: { accept: ACCEPT }, signal });
    return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
  } catch (error) {
    const why = signal.aborted ? `within ${limitSeconds} s` : `(${codeOf(error)})`;
    throw new Error(`${url.href} does not answer ${why}`, { cause: error });
  }
}

const FORMATS: Readonly<Record<string, Format>> = {
  'text/plain': 'text',
  'application/openmetrics-text': 'openmetrics',
};

/** Prometheus 3 scrapes nothing that does not say what it is. */
function formatOf(contentType: string): Format {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const format = FORMATS[type];
  if (format === undefined) {
    throw new Error(
      `its Content-Type is ${type === '' ? 'missing' : `'${type}'`}, which Prometheus refuses: answer with ${Object.keys(FORMATS).join(' or ')}`,
    );
  }
  return format;
}

/** What the system calls it: ENOENT, ECONNREFUSED; else the message. */
function codeOf(error: unknown): string {
  const { code, message, cause } = Object(error) as { code?: unknown; message?: unknown; cause?: unknown };
  if (typeof code === 'string') return code;
  return cause === undefined ? String(message) : codeOf(cause);
}
