import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

const configFile = fileURLToPath(new URL('../../../vite.config.ts', import.meta.url));

const font = readFile(new URL('../../support/fixtures/font.woff2', import.meta.url));

export interface Site {
  /** Adds a page with this body on which the element is defined; its script arrives `delayMs` late. @returns its address */
  page(body: string, delayMs?: number): string;
  close(): Promise<void>;
}

/**
 * Starts a site as publishers have one: pages with strips, a feed, and a stream of updates.
 *
 * - `/feed/12.json`: 12 quotes, `Q0`, `Q1` and so on
 * - `/late/1000/feed/12.json`: the same 1,000 ms later; the script and the font likewise
 * - `/flaky/feed/12.json`: the same, but status 503 every second time
 * - `/stream/12/1000`: updates of 12 quotes, one quote per update, 1,000 updates a second
 */
export async function startSite(): Promise<Site> {
  const script = await bundle();
  const pages: string[] = [];
  const requestCounts = new Map<string, number>();
  const serve = async (url: string, response: ServerResponse): Promise<void> => {
    const [, kind, one, two] = url.split(/[/.]/);
    const answer = (type: string, body: string | Buffer) => response.writeHead(200, { 'content-type': type }).end(body);
    if (kind === 'market-ticker') answer('text/javascript', script);
    else if (kind === 'page') answer('text/html', pages[Number(one)]!);
    else if (kind === 'font') answer('font/woff2', await font);
    else if (kind === 'late') {
      await sleep(Number(one));
      await serve(url.replace(/^\/late\/\d+/, ''), response);
    } else if (kind === 'flaky') {
      requestCounts.set(url, (requestCounts.get(url) ?? 0) + 1);
      if (requestCounts.get(url)! % 2 === 0) response.writeHead(503).end();
      else await serve(url.replace('/flaky', ''), response);
    } else if (kind === 'feed') answer('application/json', JSON.stringify(feed(Number(one))));
    else if (kind === 'stream') void push(response, Number(one), Number(two));
    else response.writeHead(404).end();
  };
  const server = createServer(({ url = '' }, response) => void serve(url, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    page: (body, delayMs) => `${origin}/page/${pages.push(pageWith(body, delayMs)) - 1}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** The script of the pages. It is a production build, because no reader loads a development build. */
async function bundle(): Promise<string> {
  const result = await build({
    configFile,
    mode: 'test',
    resolve: { conditions: ['production', 'module', 'browser'] },
    build: { write: false, rolldownOptions: { input: 'market-ticker' } },
    logLevel: 'error',
  });
  return (result as Rolldown.RolldownOutput).output[0].code;
}

const pageWith = (body: string, delayMs = 0): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Strips</title>
<link rel="icon" href="data:,">
<script type="module" src="${delayMs ? `/late/${delayMs}` : ''}/market-ticker.js"></script>
<style>body { margin: 0 }</style>
${body}`;

function quote(index: number, cents: number) {
  const change = cents / 100;
  return { id: `Q${index}`, price: 1000 + change, change, changePercent: change / 10, previousClose: 1000 };
}

const feed = (length: number) => ({
  version: 1,
  generatedAt: new Date().toISOString(),
  state: 'open',
  items: Array.from({ length }, (_, index) => quote(index, (index % 19) - 9)),
});

/** Sends one event for each update. After a late timer it sends the missed ones too, so that the rate is exact. */
async function push(response: ServerResponse, quotes: number, perSecond: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const start = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    for (const due = ((performance.now() - start) * perSecond) / 1000; sent < due; sent++) {
      const update = { items: [quote(sent % quotes, ((sent * 7) % 1999) - 999)] };
      response.write(`data: ${JSON.stringify(update)}\n\n`);
    }
  }, 5);
  await once(response, 'close');
  clearInterval(timer);
}
