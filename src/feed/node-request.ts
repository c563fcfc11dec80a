/// <reference types="node" />
import type { SomeResponse } from './read-text.js';

/** Finds the addresses of a host, like `dns.lookup` of Node. */
type Lookup = (
  hostname: string,
  options: { readonly all?: boolean | undefined },
  callback: (
    error: Error | null,
    address: string | { readonly address: string; readonly family: number }[],
    family?: number,
  ) => void,
) => void;

/** The options that differ from a GET request with the headers of `nodeRequest`. */
export interface RequestDetails {
  readonly method?: string;
  /** Headers by lower-case name. The headers of `nodeRequest` are added, and its `accept-encoding` replaces any other. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Default: Node's own. */
  readonly lookup?: Lookup;
}

type Modules = Pick<NodeJS.Process, 'getBuiltinModule'>;

/** Returns Node's modules. An `import` would make bundlers for browsers fail. */
const modules = (globalThis as { process?: Partial<Modules> }).process;

/**
 * Requests an address by Node's own client; undefined outside Node. A server can end the process through Node's `fetch`
 * (six times `gzip` in `Content-Encoding`, then a broken connection), or keep a body from ever ending. Redirects are
 * not followed. Aborting closes the connection.
 */
export const nodeRequest = modules?.getBuiltinModule?.('node:http') && createRequest(modules as Modules);

function createRequest(modules: Modules) {
  const http = modules.getBuiltinModule('node:http');
  type Answer = InstanceType<typeof http.IncomingMessage>;
  const { createBrotliDecompress, createGunzip } = modules.getBuiltinModule('node:zlib');
  const { pipeline } = modules.getBuiltinModule('node:stream');

  /** A response with an encoding that was not requested fails as a response that is not JSON. */
  function unpack(answer: Answer) {
    const encoding = answer.headers['content-encoding']?.toLowerCase();
    const unpacker = encoding === 'gzip' ? createGunzip() : encoding === 'br' ? createBrotliDecompress() : undefined;
    // The reader of the body receives its errors. The body of a redirect or failure is not read, so its errors would
    // end the process.
    const ignore = (): void => undefined;
    return unpacker ? pipeline(answer, unpacker.on('error', ignore), ignore) : answer.on('error', ignore);
  }

  /** Each part of the body is read only on demand. */
  function bodyOf(answer: Answer): ReadableStream<Uint8Array<ArrayBuffer>> {
    const parts = unpack(answer)[Symbol.asyncIterator]() as AsyncIterator<Uint8Array<ArrayBuffer>, undefined>;
    return new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        async pull(controller) {
          const { done, value } = await parts.next();
          if (done) controller.close();
          else controller.enqueue(value);
        },
        cancel: () => void answer.destroy(),
      },
      { highWaterMark: 0 },
    );
  }

  return (url: URL, signal: AbortSignal, { method, headers: own, body, lookup }: RequestDetails = {}) =>
    new Promise<SomeResponse>((resolve, reject) => {
      const { request } = url.protocol === 'https:' ? modules.getBuiltinModule('node:https') : http;
      const headers = { accept: '*/*', 'user-agent': 'node', ...own, 'accept-encoding': 'gzip, br' };
      const fail = (cause?: Error): void => reject(new Error('the upstream can’t be reached', { cause }));
      request(url, { agent: false, method, headers, signal, lookup }, (answer) => {
        const { statusCode: status = 0, headers } = answer;
        resolve({
          ok: status >= 200 && status < 300,
          status,
          headers: { get: (name) => (headers[name] as string | undefined) ?? null },
          body: bodyOf(answer),
        });
      })
        .on('error', fail)
        .on('close', fail)
        .end(body);
    });
}
