import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough, type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { vi } from 'vitest';
import { bundle } from './bundle.js';

type Headers = Record<string, string>;

const html: Headers = { 'content-type': 'text/html; charset=utf-8' };

/**
 * The bundled scripts: the tag; the tag after Lit's support for hydration; the CDN file after that support; and a copy of Lit
 * that another script of the page uses.
 */
const modules = {
  npm: 'market-ticker',
  hydrating: 'tests/support/pages/hydrating.ts',
  supported: 'tests/support/pages/supported.ts',
  other: 'tests/support/pages/other-lit.ts',
};

export interface PublishedFeed {
  readonly url: string;
  /** Sets what the feed answers from now on. A body that is not a string is sent as JSON. */
  publish(body: unknown): void;
}

export interface Site {
  readonly origin: string;
  /** Adds a page with this body, headers and head. @returns its address */
  page(body: string, headers?: Headers, head?: string): string;
  /** Adds a page that can be opened once. The first part of its body is sent at once, and each other by `next()`. */
  pageInParts(parts: readonly string[], head?: string): { readonly url: string; readonly next: () => void };
  feed(body: unknown, headers?: Headers): PublishedFeed;
  /** Another address of the same path, which does not answer until `release()` is called. */
  hold(path: string): { readonly url: string; readonly release: () => void };
  /** The requests for a path so far. */
  requests(path: string): readonly IncomingMessage[];
  /** The policy violations that browsers have reported to `/reports`, once the report `last` is among them. Forgets them. */
  reports(last: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

/**
 * Starts a publisher's site, on which each page has headers of its own.
 *
 * - `/cdn/market-ticker.js` and the other files that are built for script tags
 * - `/npm.js`, `/hydrating.js`, `/supported.js`, `/other.js`: the bundled scripts
 * - a held address answers when it is released
 *
 * @param kind which of Lit's builds is bundled
 */
export async function startSite(kind?: 'production' | 'development'): Promise<Site> {
  const inputs = new Map(Object.entries(modules).map(([name, input]) => [`/${name}.js`, input]));
  const answers = new Map<string, { body: string | Readable; headers: Headers }>();
  const requests: IncomingMessage[] = [];
  const held: Promise<void>[] = [];
  let reports: string[] = [];

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url!, 'http://site');
    requests.push(request);
    await held[Number(searchParams.get('held') ?? NaN)];
    const script = { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' };
    const answer = answers.get(pathname);
    const input = inputs.get(pathname);
    if (answer) {
      response.writeHead(200, answer.headers);
      if (typeof answer.body === 'string') response.end(answer.body);
      else answer.body.pipe(response);
    } else if (input) response.writeHead(200, script).end(await bundle(input, kind));
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
        headers: { ...html, ...headers },
      });
      return origin + path;
    },
    pageInParts(parts, head = '') {
      const path = `/page/${answers.size}`;
      const body = new PassThrough();
      const waiting = [...parts];
      const next = (): void => {
        body.write(waiting.shift());
        if (waiting.length === 0) body.end();
      };
      body.write(documentOf('', head));
      next();
      answers.set(path, { body, headers: html });
      return { url: origin + path, next };
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
