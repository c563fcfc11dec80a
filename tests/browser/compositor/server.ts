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
  /** Where a page with this body is, and the element defined on it; its script may come so many ms late. */
  page(body: string, late?: number): string;
  close(): Promise<void>;
}

/**
 * A site as publishers have one: pages with strips on them, a feed, and a stream of updates.
 *
 * - `/feed/12.json`: so many quotes, `Q0`, `Q1` and so on
 * - `/late/1000/feed/12.json`: the same, so many ms later; the script and the font likewise
 * - `/flaky/feed/12.json`: every other time status 503
 * - `/stream/12/1000`: updates of as many of them, one at a time, so many a second
 */
export async function startSite(): Promise<Site> {
  const script = await bundle();
  const pages: string[] = [];
  const asked = new Map<string, number>();
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
      asked.set(url, (asked.get(url) ?? 0) + 1);
      if (asked.get(url)! % 2 === 0) response.writeHead(503).end();
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
    page: (body, late) => `${origin}/page/${pages.push(pageWith(body, late)) - 1}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** What a page loads: built, as the time that a development build takes is nobody's. */
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

const pageWith = (body: string, late = 0): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Strips</title>
<link rel="icon" href="data:,">
<script type="module" src="${late ? `/late/${late}` : ''}/market-ticker.js"></script>
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

/** One event for each update. A timer that comes late is made up for, so that the rate is what it says. */
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
