import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page with one strip. */
export interface Page {
  layout?: string;
  lang?: string;
  /** The number of quotes in the feed, at least 4. */
  count?: number;
}

/** A news site of one page at a time, whose browser is told where to go. */
export interface Site {
  address: string;
  /** What the feed answers: whether it fails, and whether its prices change with each request. */
  feed: { fails: boolean; ticks: boolean };
  /** Has the browser load a page. Returns its title once its strip has its data. */
  visit(page: Page): Promise<string>;
  /** Has the strip ask for its feed. Returns after the answer. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

// The script is read at once, because another process may build the package anew in the meantime.
const script = readFileSync(new URL('../../dist/cdn/market-ticker.js', import.meta.url));

/** Serves the built package, its page and its feed. */
export async function startSite(): Promise<Site> {
  const feed = { fails: false, ticks: false };
  let page: Page = {};
  let visits = 0;
  let step = 0;
  let browser: ServerResponse | undefined;
  let onAnswer = (): void => {};

  const answers: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
    '/market-ticker.js': (_, response) => send(response, 'text/javascript', script),
    '/page': (_, response) => send(response, 'text/html; charset=utf-8', html(page, visits)),
    '/feed': (_, response) => {
      if (feed.ticks) step++;
      if (feed.fails) response.writeHead(503).end();
      else send(response, 'application/json', JSON.stringify(quotes(page.count ?? 4, step)));
      response.on('close', () => onAnswer());
    },
    '/commands': (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(':\n\n');
      browser = response;
    },
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://site');
    const answer = answers[pathname];
    if (answer) answer(request, response);
    else send(response, 'text/html', '<!doctype html><title>Other</title>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  /** Tells the browser to do something, and waits until it has asked for the feed. */
  async function command(name: string): Promise<void> {
    const answered = new Promise<void>((resolve, reject) => {
      onAnswer = resolve;
      setTimeout(reject, 30_000, new Error('The strip does not ask for its feed'));
    });
    browser?.write(`event: ${name}\ndata:\n\n`);
    await answered;
  }

  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/page`,
    feed,
    visit: async (next) => {
      page = next;
      visits++;
      step = 0;
      Object.assign(feed, { fails: false, ticks: false });
      await command('visit');
      return `Page ${visits}`;
    },
    refresh: () => command('refresh'),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function send(response: ServerResponse, type: string, body: string | Buffer): void {
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

// The browser goes to another page by its own script. Its address bar would speak, and Orca would wait for it for a minute.
const html = ({ layout = 'scroll', lang = 'en' }: Page, visits: number): string => `<!doctype html>
<html lang="${lang}">
  <meta charset="utf-8">
  <title>Page ${visits}</title>
  <script>
    sessionStorage.clear(); // it remembers that a reader has paused
    const commands = new EventSource('/commands');
    commands.addEventListener('visit', () => location.assign('/page?' + Math.random()));
    commands.addEventListener('refresh', () => document.querySelector('market-ticker').refresh());
  </script>
  <script type="module" src="/market-ticker.js"></script>
  <h1>News</h1>
  <p>Before the strip.</p>
  <market-ticker src="/feed" layout="${layout}" dwell="2"><a slot="end" href="/all">All markets</a></market-ticker>
  <article><h2>The article</h2><p>Its first words.</p></article>
</html>`;

/** Returns a feed of that many quotes, `step` changes after the first. */
function quotes(count: number, step: number): object {
  const moved = (price: number, close: number, drift: number): object => {
    const now = price + step * drift;
    const change = now - close;
    return { price: round(now), change: round(change), changePercent: round((change / close) * 100) };
  };
  const items = [
    {
      id: 'KOSPI',
      name: { en: 'KOSPI', ko: '코스피' },
      kind: 'index',
      url: '/kospi',
      ...moved(2855.77, 2812.05, 0.37),
    },
    { id: 'KOSDAQ', name: { en: 'KOSDAQ', ko: '코스닥' }, kind: 'index', ...moved(764.21, 756.23, 0.11) },
    { id: 'KOSPI200', name: { en: 'KOSPI200', ko: '코스피200' }, kind: 'index', ...moved(382.99, 376.54, 0.07) },
    { id: 'USD/KRW', kind: 'fx', base: 'USD', quote: 'KRW', url: '/usdkrw', ...moved(1359, 1373, -0.1) },
    ...Array.from({ length: count - 4 }, (_, i) => ({
      id: `S${i + 5}`,
      name: `Stock ${i + 5}`,
      ...moved(105 + i, 104.5 + i, 0.01),
    })),
  ];
  const asOf = new Date().toISOString();
  return {
    version: 1,
    ttl: 60,
    delay: 0,
    state: 'open',
    source: { name: 'KRX' },
    items: items.map((item) => ({ ...item, asOf })),
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;
