import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveDemo } from '../../../support/pages/demo-setup.js';

export const root = fileURLToPath(new URL('../../../../', import.meta.url));
const cdnFolder = join(root, 'dist/cdn');

export interface DemoSite {
  /** The address of the builder. */
  readonly builder: string;
  close(): Promise<void>;
}

/** Serves the built demo. */
export async function demoSite(): Promise<DemoSite> {
  const served = await serveDemo();
  return { builder: `${served.resolvedUrls?.local[0]}builder.html`, close: () => served.close() };
}

/** An invented feed in the tag's own shape. */
export const FEED = {
  version: 1,
  state: 'closed',
  items: [
    { id: 'KOSPI', price: 2855.77, change: 43.72, changePercent: 1.55 },
    { id: 'KOSDAQ', price: 764.21, change: 7.98, changePercent: 1.06 },
    { id: 'USD/KRW', price: 1359, change: -14, changePercent: -1.02 },
  ],
};

/** An invented feed in a shape of its own. */
export const OWN = {
  data: {
    rows: [
      { ticker: 'ALPHA', last: '1,020.50', chg: '-4.50', chgPct: '-0.44' },
      { ticker: '<img src=x onerror=alert(1)>', last: '88.10', chg: '0.10', chgPct: '0.11' },
    ],
  },
};

export interface Publisher {
  readonly origin: string;
  /** The folder with the CDN files, at another origin. */
  readonly cdn: string;
  /** Whether the CDN serves changed files. */
  tampered: boolean;
  /** Adds a page with a head and a body, and returns its address. */
  page(head: string, body: string): string;
  /** Adds a feed, and returns its address. */
  feed(payload: unknown): string;
  close(): Promise<void>;
}

/** Starts a publisher's site with a feed in each shape, which any site may read, and a CDN. */
export async function publisherSite(): Promise<Publisher> {
  const pages: string[] = [];
  const feeds: string[] = [];
  const site = {
    tampered: false,
    page(head: string, body: string) {
      pages.push(
        `<!doctype html><html lang="en"><head><title>The Paper</title><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`,
      );
      return `${site.origin}/page/${pages.length - 1}`;
    },
    feed(payload: unknown) {
      feeds.push(JSON.stringify(payload));
      return `${site.origin}/feed/${feeds.length - 1}`;
    },
    origin: '',
    cdn: '',
    close: async () => {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
        await once(server, 'close');
      }
    },
  };
  const answer = (url: string): readonly [type: string, body: string] | undefined => {
    const [, kind, ...rest] = url.split('/');
    if (kind === 'page') return ['text/html', pages[Number(rest[0])]!];
    if (kind === 'feed') return ['application/json', feeds[Number(rest[0])]!];
    if (kind === 'markets.json') return ['application/json', JSON.stringify(FEED)];
    if (kind === 'own.json') return ['application/json', JSON.stringify(OWN)];
    if (kind === 'page.html') return ['text/html', '<p>Sign in</p>'];
    if (kind === 'tag' && rest.at(-1)?.endsWith('.js'))
      return ['text/javascript', readFileSync(join(cdnFolder, ...rest), 'utf8') + (site.tampered ? '\n' : '')];
    return undefined;
  };
  const servers = [0, 1].map(() =>
    createServer(({ url = '' }, response) => {
      const found = answer(url);
      response.writeHead(found ? 200 : 404, {
        'content-type': found?.[0] ?? 'text/plain',
        'access-control-allow-origin': '*',
      });
      response.end(found?.[1]);
    }).listen(0, '127.0.0.1'),
  );
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const [one, other] = servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return Object.assign(site, { origin: one!, cdn: `${other}/tag/` });
}
