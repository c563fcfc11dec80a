// Serves the pages, the feed, and its updates as Server-Sent Events.
import { createServer } from 'node:http';
import { setInterval, clearInterval } from 'node:timers';
import { setTimeout as sleep } from 'node:timers/promises';
import { documentOf } from './document.mjs';
import { createMarket } from './feed.mjs';
import { pageNamed } from './pages.mjs';

/** The interval at which a stream writes the events that are due, ms. At a high rate it writes several events at once. */
const PULSE = 5;

const event = (item) => `data: ${JSON.stringify({ items: [item] })}\n\n`;

/** An open connection that sends `rate` updates a second. */
function createStream(response, count, rate) {
  const market = createMarket(count);
  let since = performance.now();
  let sent = 0;
  const pulse = setInterval(() => {
    const due = Math.floor(((performance.now() - since) * rate) / 1000) - sent;
    if (due <= 0) return;
    sent += due;
    response.write(Array.from({ length: due }, () => event(market.move())).join(''));
  }, PULSE);
  response.on('close', () => clearInterval(pulse));
  return {
    push: (items) => response.write(items.map(event).join('')),
    setRate(perSecond) {
      rate = perSecond;
      since = performance.now();
      sent = 0;
    },
  };
}

/**
 * @param {Map<string, string[]>} scripts of each page
 */
export async function serve(scripts) {
  const streams = new Set();

  const routes = {
    '/page': (query, response) => {
      const { name, n, rate, delay = 0, data, still, reserve } = query;
      const place = {
        reserve,
        ...(data ? { data: createMarket(+n).feed() } : { feed: `/feed.json?n=${n}&amp;delay=${delay}` }),
        ...(still ? {} : { stream: `/updates?n=${n}&amp;rate=${rate ?? 0}` }),
      };
      send(response, 'text/html; charset=utf-8', documentOf(pageNamed(name), scripts.get(name), place));
    },

    '/feed.json': async ({ n, delay }, response) => {
      if (+delay) await sleep(+delay);
      send(response, 'application/json', JSON.stringify(createMarket(+n).feed()));
    },

    '/updates': ({ n, rate }, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.flushHeaders();
      const stream = createStream(response, +n, +rate);
      streams.add(stream);
      response.on('close', () => streams.delete(stream));
    },
  };

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://bench');
    const route = routes[pathname];
    if (route) route(Object.fromEntries(searchParams), response);
    else response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** Sends these items to the open page now. */
    push: (...items) => streams.forEach((stream) => stream.push(items)),
    /** Sets how many updates a second the open page gets from now on. */
    setRate: (perSecond) => streams.forEach((stream) => stream.setRate(perSecond)),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function send(response, type, body) {
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}
