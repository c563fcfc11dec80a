import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MarketTickerElement } from 'market-ticker';
import type { Browser } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import { openPage } from '../../support/page.js';
import { seed } from '../../support/fixtures/seed.js';
import { startSite, type Site } from '../../support/pages/site.js';
import { withSite } from '../../support/pages/with-site.js';

let site: Site;
let browser: Browser;

withSite(startSite, (...started) => ([site, browser] = started));

let price = 2800;
const updates = (count: number): string =>
  Array.from(
    { length: count },
    () => `data: {"items":[{"id":"KOSPI","price":${(price += 0.01).toFixed(2)}}]}\n\n`,
  ).join('');

/** Sends 20,000 updates a second. */
function sendQuickly(response: ServerResponse): void {
  const timer = setInterval(() => response.writableNeedDrain || response.write(updates(400)), 20);
  response.on('close', () => clearInterval(timer));
}

/** Sends updates as fast as they are taken. */
function sendEndlessly(response: ServerResponse): void {
  const piece = updates(1000);
  const send = (): void => {
    if (!response.destroyed && response.write(piece)) setImmediate(send);
  };
  response.on('drain', send);
  send();
}

/** Starts a server whose stream at `/silent` sends nothing more, while that at `/flood` is flooded. */
async function startStreams(flood: (response: ServerResponse) => void): Promise<string> {
  const server = createServer(({ url }, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'access-control-allow-origin': '*' });
    response.write(`data: ${JSON.stringify(seed)}\n\n`);
    if (url === '/flood') flood(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

// Bound: a page that is flooded has a third of the frames that it has beside a silent stream; on a quiet machine it has nearly all. They
// are counted in turns, so that whatever else the machine does slows both of them down.
test.each<[string, (response: ServerResponse) => void]>([
  ['20,000 updates a second', sendQuickly],
  ['as many updates as the line carries', sendEndlessly],
])('a stream of %s leaves the page its frames', async (_, flood) => {
  const streams = await startStreams(flood);
  const script = '<script type="module" src="/cdn/market-ticker.js"></script>';
  const { page } = await openPage(browser, site.page('<market-ticker></market-ticker>', {}, script));
  onTestFinished(() => page.close());
  const { silent, flooded } = await page.evaluate(async (streams) => {
    const strip = document.querySelector<MarketTickerElement>('market-ticker')!;
    const nextFrame = (): Promise<number> => new Promise(requestAnimationFrame);
    /** Counts the frames of half a second in which the strip shows a stream. */
    const framesWith = async (stream: string): Promise<number> => {
      strip.stream = streams + stream;
      await nextFrame();
      while (strip.status !== 'live') await nextFrame();
      const end = performance.now() + 500;
      let frames = 0;
      while (performance.now() < end) {
        await nextFrame();
        frames++;
      }
      return frames;
    };
    let [silent, flooded] = [0, 0];
    for (let turn = 0; turn < 3; turn++) {
      silent += await framesWith('/silent');
      flooded += await framesWith('/flood');
    }
    return { silent, flooded };
  }, streams);
  expect(flooded / silent).toBeGreaterThan(1 / 3);
});
