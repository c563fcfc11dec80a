import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { seed } from '../support/fixtures/seed.js';

export interface Site {
  readonly origin: string;
  close(): void;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

/**
 * Serves a folder, as a publisher or a CDN does; other origins may read it. Serves `pages` by their paths too, and the seed feed at
 * `/markets.json`.
 */
export async function serveFolder(folder: string, pages: Record<string, string> = {}): Promise<Site> {
  const virtualFiles: Record<string, string> = { '/markets.json': JSON.stringify(seed), ...pages };
  const server = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://site');
    const path = pathname === '/' ? '/index.html' : pathname;
    try {
      const body = virtualFiles[path] ?? (await readFile(join(folder, normalize(path))));
      const headers = { 'content-type': TYPES[extname(path)] ?? 'text/plain', 'access-control-allow-origin': '*' };
      response.writeHead(200, headers).end(body);
    } catch {
      response.writeHead(404).end();
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
