import { expect, html, oneEvent, waitUntil } from '@open-wc/testing';
import type { MarketTickerElement, MarketTickerErrorEvent, MarketTickerIssuesEvent } from 'market-ticker/element.js';
import { describe, onTestFinished, test } from 'vitest';
import { seed, seedRows, seedWith, ticked } from '../../support/fixtures/seed.js';
import { serveFeed, serveStream, streamOf, type ServedStream } from '../../support/feed-server/feed.js';
import { recordBatches, maxPerSecond } from './write-batches.js';
import { setPageHidden, query, reachesStatus, rows, strip } from './strip.js';

const soon = { interval: 20, timeout: 15_000 };
const shows = (element: MarketTickerElement, row: string): Promise<void> =>
  waitUntil(() => rows(element).includes(row), `“${row}”, not ${rows(element).join(' · ')}`, soon);
const listeners = (stream: ServedStream, count: number): Promise<void> =>
  waitUntil(async () => (await stream.listeners()) === count, `${count} listen`, soon);

/** A strip that has got the whole feed by its stream. */
async function streamed(...first: unknown[]) {
  const stream = await serveStream([streamOf(seed, ...first)]);
  const element = await strip(html`<market-ticker stream=${stream.url}></market-ticker>`, 'live');
  expect(rows(element).length).to.be.above(0);
  return { stream, element };
}

const higher = seedWith({ KOSPI: { price: 2860, change: 47.95, changePercent: 1.71 } });

/** A strip that has its feed by requests, at this pace, and a stream that is silent. */
async function both(ttl: number) {
  const stream = await serveStream();
  const feed = await serveFeed([{ body: { ...seed, ttl } }, { body: higher }]);
  const element = await strip(html`<market-ticker src=${feed.url} stream=${stream.url}></market-ticker>`, 'live');
  return { stream, feed, element };
}

describe('a stream', () => {
  test('brings the feed, with no request besides', async () => {
    const { stream, element } = await streamed();
    expect(rows(element)).to.deep.equal(seedRows);
    const [request, ...others] = await stream.requests();
    expect(request!.headers.accept).to.equal('text/event-stream');
    expect(others).to.deep.equal([]);
  });

  test('is heard in events without a name and in those named quotes, and in no others', async () => {
    const { stream, element } = await streamed();
    const event = (name: string, price: number): string =>
      `event: ${name}\ndata: {"items": [{"id": "KOSDAQ", "price": ${price}}]}\n\n`;
    await stream.send(event('quotes', 760));
    await shows(element, 'KOSDAQ 760.00 ▲ +3.77 +0.50%');
    await stream.send(event('ping', 1) + event('message', 761));
    await shows(element, 'KOSDAQ 761.00 ▲ +4.77 +0.63%');
  });

  test('updates an item by its id: what is not said stays, and the move is from the known previous close', async () => {
    const { stream, element } = await streamed();
    await stream.push([{ id: 'KOSPI', price: 2800 }]);
    await shows(element, 'KOSPI 2,800.00 ▼ −12.05 −0.43%');
    expect(rows(element).slice(1)).to.deep.equal(seedRows.slice(1));
    const { name, kind, decimals, url } = element.quotes[0]!;
    expect({ name, kind, decimals, url }).to.deep.equal({
      name: { ko: '코스피', en: 'KOSPI' },
      kind: 'index',
      decimals: 2,
      url: '/markets/kospi',
    });
  });

  test('may say the state of an item alone', async () => {
    const { stream, element } = await streamed();
    await stream.push([{ id: 'KOSDAQ', state: 'halted' }]);
    await waitUntil(
      () => query(element, '[data-id="KOSDAQ"] [part="badge"]')?.textContent.includes('Halted'),
      'halted',
      soon,
    );
    expect(rows(element)).to.deep.equal(seedRows);
  });

  test('adds to what the page was served with', async () => {
    const stream = await serveStream([streamOf([{ id: 'KOSPI', price: 2800 }])]);
    const element = await strip(html`<market-ticker stream=${stream.url} .data=${seed}></market-ticker>`, 'live');
    await shows(element, 'KOSPI 2,800.00 ▼ −12.05 −0.43%');
    expect(rows(element).slice(1)).to.deep.equal(seedRows.slice(1));
    await stream.push([{ id: 'KOSDAQ', price: 760 }]);
    await shows(element, 'KOSDAQ 760.00 ▲ +3.77 +0.50%');
    expect(rows(element)[0]).to.equal('KOSPI 2,800.00 ▼ −12.05 −0.43%');
  });

  test('that tells a part before the whole feed has come does not keep it from coming', async () => {
    const stream = await serveStream([streamOf([{ id: 'KOSPI', price: 2800 }])]);
    const feed = await serveFeed([{ status: 503 }, { body: seed }]);
    const element = await strip(html`<market-ticker src=${feed.url} stream=${stream.url}></market-ticker>`);
    await waitUntil(() => rows(element).length === 4, 'all rows', soon);
    expect(rows(element).slice(1)).to.deep.equal(seedRows.slice(1));
  });

  test('takes items away, and brings new ones', async () => {
    const { stream, element } = await streamed();
    await stream.push([
      { id: 'KOSDAQ', removed: true },
      { id: 'EUR/KRW', price: 1551.3, change: 4.2, changePercent: 0.27 },
    ]);
    await shows(element, 'EUR/KRW 1,551.30 ▲ +4.20 +0.27%');
    expect(rows(element)).to.deep.equal([seedRows[0], seedRows[2], seedRows[3], 'EUR/KRW 1,551.30 ▲ +4.20 +0.27%']);
  });

  test('that tells something older than what is shown is not believed', async () => {
    const { stream, element } = await streamed();
    await stream.push(
      [{ id: 'KOSPI', price: 2856, change: 43.95, changePercent: 1.56, asOf: '2025-06-09T15:31:00+09:00' }],
      [{ id: 'KOSPI', price: 2700, change: -112.05, changePercent: -3.98, asOf: '2025-06-09T15:29:00+09:00' }],
      [{ id: 'KOSDAQ', price: 760 }],
    );
    await shows(element, 'KOSDAQ 760.00 ▲ +3.77 +0.50%');
    expect(rows(element)[0]).to.equal('KOSPI 2,856.00 ▲ +43.95 +1.56%');
  });

  test('is one for all strips that name it, and ends with the last of them', async () => {
    const { stream, element } = await streamed();
    const other = document.createElement('market-ticker');
    other.stream = stream.url;
    element.after(other);
    await reachesStatus(other, 'live');
    expect(rows(other)).to.deep.equal(seedRows);
    expect(await stream.listeners()).to.equal(1);
    element.remove();
    await stream.push([{ id: 'KOSDAQ', price: 760 }]);
    await shows(other, 'KOSDAQ 760.00 ▲ +3.77 +0.50%');
    other.remove();
    await listeners(stream, 0);
  });

  test('is closed while the page is hidden, and opened again when it is back', async () => {
    const { stream, element } = await streamed();
    setPageHidden(true);
    await listeners(stream, 0);
    await stream.respond([streamOf(ticked)]);
    setPageHidden(false);
    await shows(element, 'KOSDAQ 765.02 ▲ +8.79 +1.16%');
  });

  test('that was closed meanwhile leaves what it missed to a request', { timeout: 30_000 }, async () => {
    const { stream, feed, element } = await both(60);
    await listeners(stream, 1);
    setPageHidden(true);
    await listeners(stream, 0);
    setPageHidden(false);
    await listeners(stream, 1);
    // An update of another item is no answer to what was missed.
    await stream.push([{ id: 'KOSDAQ', price: 760 }]);
    await shows(element, 'KOSPI 2,860.00 ▲ +47.95 +1.71%');
    expect((await feed.requests()).length).to.equal(2);
  });

  test(
    'of a thousand updates in a second is shown twice in it, and ends with the newest',
    { timeout: 30_000 },
    async () => {
      const { stream, element } = await streamed();
      const written = recordBatches(element);
      let price = 700;
      const start = performance.now();
      for (let part = 0; part < 10; part++) {
        await stream.push(...Array.from({ length: 100 }, () => [{ id: 'KOSDAQ', price: (price += 0.01) }]));
        const due = start + part * 100;
        await waitUntil(() => performance.now() >= due, 'a tenth of a second', { interval: 5 });
      }
      const took = performance.now() - start;
      await waitUntil(() => Math.abs(element.quotes[1]!.price! - price) < 1e-6, 'known', soon);
      await waitUntil(() => rows(element)[1]!.startsWith(`KOSDAQ ${price.toFixed(2)} `), 'the newest', soon);
      expect(written.length).to.be.within(2, Math.ceil(took / 450) + 3);
      expect(maxPerSecond(written)).to.be.at.most(3); // with the one that the second begins with
    },
  );
});

describe('what is no update', () => {
  test.each<[string, unknown]>([
    ['no JSON', '{"items": [{"id": "KOSDAQ", "pri'],
    ['nothing', 'null'],
    ['a number', '42'],
    ['a text', '"KOSDAQ 760"'],
    ['an error', { error: 'too many connections' }],
    ['items that are none', { items: [null, 5, 'KOSDAQ', { price: 5 }, []] }],
    ['another version', { version: 2, items: [{ id: 'KOSDAQ', price: 1 }] }],
    ['more than 1 MiB', { padding: ' '.repeat(2 ** 20), items: [{ id: 'KOSDAQ', price: 1 }] }],
  ])('is passed over, and what follows is heard: %s', async (_, garbage) => {
    const errors: string[] = [];
    const hear = (event: ErrorEvent | PromiseRejectionEvent): void => void errors.push(event.type);
    for (const type of ['error', 'unhandledrejection'] as const) {
      addEventListener(type, hear as EventListener);
      onTestFinished(() => removeEventListener(type, hear as EventListener));
    }
    const { stream, element } = await streamed();
    await stream.push(garbage);
    await stream.push([{ id: 'KOSPI200', price: 380 }]);
    await shows(element, 'KOSPI200 380.00 ▲ +3.46 +0.92%');
    expect(rows(element)[1]).to.equal(seedRows[1]);
    expect(element.status).to.equal('live');
    expect(errors).to.deep.equal([]);
  });

  test('that is too long is reported, too', async () => {
    const { stream, element } = await streamed();
    const told = oneEvent(element, 'market-ticker-issues') as Promise<MarketTickerIssuesEvent>;
    await stream.push({ padding: ' '.repeat(2 ** 20), items: [{ id: 'KOSDAQ', price: 1 }] });
    expect((await told).issues.map(({ rule }) => rule)).to.deep.equal(['not-a-feed']);
  });

  test('is reported as an issue', async () => {
    const { stream, element } = await streamed();
    const told = oneEvent(element, 'market-ticker-issues') as Promise<MarketTickerIssuesEvent>;
    await stream.push({ version: 2, items: [] });
    const { issues } = await told;
    expect(issues.map(({ rule }) => rule)).to.deep.equal(['unknown-version']);
    expect(rows(element)).to.deep.equal(seedRows);
  });
});

describe('a stream that breaks', () => {
  test('leaves what is shown, says so, and is tried again by the browser', async () => {
    const { stream, element } = await streamed();
    const failed = oneEvent(element, 'market-ticker-error') as Promise<MarketTickerErrorEvent>;
    await stream.respond([streamOf()]);
    await stream.end();
    expect((await failed).kind).to.equal('stream');
    expect(rows(element)).to.deep.equal(seedRows);
    await listeners(stream, 1);
    await stream.push([{ id: 'KOSDAQ', price: 760 }]);
    await shows(element, 'KOSDAQ 760.00 ▲ +3.77 +0.50%');
    await reachesStatus(element, 'live');
    // That it is well again is told where the failure was.
    expect(query(element, '[part="status"]').textContent).to.be.oneOf(['', 'Up to date again']);
  });

  test('again and again is told once, and the server is not stormed', { timeout: 30_000 }, async () => {
    const stream = await serveStream();
    const feed = await serveFeed([{ body: { ...seed, ttl: 60 } }]);
    const element = await strip(html`<market-ticker src=${feed.url} stream=${stream.url}></market-ticker>`, 'live');
    const errors: string[] = [];
    element.addEventListener('market-ticker-error', ({ kind }) => errors.push(kind));
    await listeners(stream, 1);
    // Open, and over, at once: as behind a proxy that cuts what it can't buffer.
    const cut = { headers: { 'content-type': 'text/event-stream' }, body: 'retry: 50\n\n' };
    await stream.respond(Array.from({ length: 200 }, () => cut));
    await stream.end();
    const start = performance.now();
    await waitUntil(async () => (await stream.requests()).length > 20, 'twenty breaks', soon);
    expect(errors).to.deep.equal(['stream']);
    // What may have been missed is asked for, once in five seconds at most.
    const most = 2 + Math.ceil((performance.now() - start) / 5000);
    expect((await feed.requests()).length).to.be.at.most(most);
  });

  test('is no failure any more when it is open again, also before it says anything', async () => {
    const { stream, element } = await streamed();
    await stream.respond([streamOf()]);
    const failed = oneEvent(element, 'market-ticker-error');
    await stream.end();
    await failed;
    await listeners(stream, 1);
    await reachesStatus(element, 'live');
  });
});
