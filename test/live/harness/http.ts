/** Requests to the programs under test: on loopback, and never without a limit. */
const LIMIT_MILLISECONDS = 30_000;

/** The body of an answer. @throws Error for a status other than 2xx, with the beginning of the body */
export async function fetchText(url: string, init: RequestInit = {}): Promise<string> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(LIMIT_MILLISECONDS) });
  const body = await response.text();
  if (!response.ok) throw new Error(`${init.method ?? 'GET'} ${url}: ${response.status} ${body.slice(0, 500)}`);
  return body;
}

export const fetchJson = async (url: string, init: RequestInit = {}): Promise<unknown> =>
  JSON.parse(await fetchText(url, init)) as unknown;

export const postJson = (url: string, value: unknown): Promise<string> =>
  fetchText(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });
