import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { vi } from 'vitest';
import { bundle } from './bundle.js';

type Headers = Record<string, string>;

/**
 * The tag as a bundler packs it, with Lit's support for hydration before it; that support before the CDN file; and a Lit that is
 * somebody else's.
 */
const modules = {
  npm: 'market-ticker',
  hydrating: 'tests/support/pages/hydrating.ts',
  supported: 'tests/support/pages/supported.ts',
  other: 'tests/support/pages/other-lit.ts',
};

export interface PublishedFeed {
  readonly url: string;
  /** What it brings from now on: JSON, or a text as it is. */
  publish(body: unknown): void;
}

export interface Site {
  readonly origin: string;
  /** Where a page with this body is, sent with these headers. */
  page(body: string, headers?: Headers, head?: string): string;
  feed(body: unknown, headers?: Headers): PublishedFeed;
  /** An address of the same that has no answer before it is released. */
  hold(path: string): { readonly url: string; readonly release: () => void };
  /** The requests for a path so far. */
  requests(path: string): readonly IncomingMessage[];
  /** What browsers have reported of pages with `report-uri /reports`, once a report of `last` is among them. */
  reports(last: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

/**
 * A publisher's site, on which each page has its own headers.
 *
 * - `/cdn/market-ticker.js` and what else is built for script tags
 * - `/npm.js`, `/hydrating.js`, `/supported.js`, `/other.js`: what a bundler has packed
 * - whatever is held: once it is released
 *
 * @param kind which build of Lit is packed
 */
export async function startSite(kind?: 'production' | 'development'): Promise<Site> {
  const scripts = new Map<string, Promise<string>>(
    Object.entries(modules).map(([name, input]) => [`/${name}.js`, bundle(input, kind)]),
  );
  await Promise.all(scripts.values());
  const answers = new Map<string, { body: string; headers: Headers }>();
  const requests: IncomingMessage[] = [];
  const held: Promise<void>[] = [];
  let reports: string[] = [];

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url!, 'http://site');
    requests.push(request);
    await held[Number(searchParams.get('held') ?? NaN)];
    const script = { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' };
    const answer = answers.get(pathname);
    if (answer) response.writeHead(200, answer.headers).end(answer.body);
    else if (scripts.has(pathname)) response.writeHead(200, script).end(await scripts.get(pathname));
    else if (/^\/cdn\/[\w/-]+\.js$/.test(pathname))
      response.writeHead(200, script).end(await readFile(`dist${pathname}`));
    else if (pathname === '/reports') {
      const { 'csp-report': report } = JSON.parse(await text(request)) as { 'csp-report': Headers };
      reports.push(`${report['effective-directive']} ${report['blocked-uri']}`);
      response.writeHead(204).end();
    } else if (pathname === '/favicon.ico') response.writeHead(204).end();
    else response.writeHead(404).end();
  };
  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    page(body, headers = {}, head = '') {
      const path = `/page/${answers.size}`;
      answers.set(path, {
        body: documentOf(body, head),
        headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
      });
      return origin + path;
    },
    feed(body, headers = {}) {
      const url = `/feed/${answers.size}.json`;
      const publish = (body: unknown): void => {
        answers.set(url, {
          body: typeof body === 'string' ? body : JSON.stringify(body),
          headers: { 'content-type': 'application/json', ...headers },
        });
      };
      publish(body);
      return { url, publish };
    },
    hold(path) {
      let release!: () => void;
      const url = `${path}?held=${held.push(new Promise((resolve) => (release = resolve))) - 1}`;
      return { url, release };
    },
    requests: (path) => requests.filter(({ url }) => url === path),
    reports: async (last) => {
      await vi.waitUntil(() => reports.includes(last), { timeout: 10_000 });
      const all = reports;
      reports = [];
      return all;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

const documentOf = (body: string, head: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Strips</title>
${head}
${body}`;
