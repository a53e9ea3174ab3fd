import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { LOOPBACK } from '../harness/ports';

/** What Jaeger asks of OpenSearch, played: it remembers what is written, and finds spans by their trace and by their index. */
export interface OpenSearchStub {
  readonly url: string;
  /** The indices that have been written to. */
  indices(): readonly string[];
  /** The indices that were asked in the last search. */
  searched(): readonly string[];
  /** The value of the last `authorization` header. */
  authorization(): string | undefined;
  stop(): Promise<void>;
}

interface Document {
  readonly index: string;
  readonly source: { readonly traceID?: string };
}

const INFORMATION = {
  name: 'stub',
  cluster_name: 'stub',
  version: { number: '2.19.0', distribution: 'opensearch' },
  tagline: 'The OpenSearch Project: https://opensearch.org/',
};

export async function startOpenSearch(): Promise<OpenSearchStub> {
  const documents: Document[] = [];
  let searched: readonly string[] = [];
  let authorization: string | undefined;

  const answer = (path: string, body: string): unknown => {
    if (path.endsWith('/_bulk')) {
      documents.push(...written(body));
      return { took: 1, errors: false, items: [] };
    }
    if (path.endsWith('/_msearch')) {
      const searches = pairs(body).map(([header, query]) => ({
        indices: (JSON.parse(header) as { indices: readonly string[] }).indices,
        query,
      }));
      searched = searches.flatMap(({ indices }) => indices);
      return { responses: searches.map(({ indices, query }) => found(documents, indices, query)) };
    }
    return path === '/' ? INFORMATION : { acknowledged: true };
  };

  const server = createServer((request, response) => {
    authorization = request.headers.authorization;
    void bodyOf(request).then((body) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer(new URL(request.url ?? '/', 'http://stub').pathname, body)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  return {
    url: `http://${LOOPBACK}:${(server.address() as AddressInfo).port}`,
    indices: () => [...new Set(documents.map(({ index }) => index))].sort(),
    searched: () => searched,
    authorization: () => authorization,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** A body of lines in pairs: what to do, and with what. */
function pairs(body: string): readonly (readonly [string, string])[] {
  const lines = body.split('\n').filter((line) => line !== '');
  return Array.from({ length: Math.floor(lines.length / 2) }, (_, i) => [lines[2 * i] ?? '', lines[2 * i + 1] ?? '']);
}

const written = (body: string): readonly Document[] =>
  pairs(body).map(([action, source]) => ({
    index: Object.values(JSON.parse(action) as Record<string, { _index: string }>)[0]?._index ?? '',
    source: JSON.parse(source) as Document['source'],
  }));

function found(documents: readonly Document[], indices: readonly string[], query: string): object {
  const hits = documents
    .filter(({ index, source }) => indices.includes(index) && source.traceID !== undefined)
    .filter(({ source }) => query.includes(source.traceID ?? ''))
    .map(({ index, source }) => ({ _index: index, _source: source }));
  return { status: 200, hits: { total: { value: hits.length, relation: 'eq' }, hits } };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  return (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
}
