import { expect, html, oneEvent } from '@open-wc/testing';
import type { MarketTickerElement, MarketTickerErrorEvent, MarketTickerIssuesEvent } from 'market-ticker/element.js';
import { describe, onTestFinished, test } from 'vitest';
import { seed, seedRows, seedWith, ticked } from '../../support/fixtures/seed.js';
import { serveFeed, serveStream, streamOf, type ServedStream } from '../../support/feed-server/feed.js';
import { recordBatches, maxPerSecond } from './write-batches.js';
import { setPageHidden, query, reachesStatus, rows, strip } from './strip.js';
import { waitUntil } from './wait-until.js';

const wait = { interval: 20, timeout: 30_000 };
const showsRow = (element: MarketTickerElement, row: string): Promise<void> =>
  waitUntil(() => rows(element).includes(row), `“${row}”, not ${rows(element).join(' · ')}`, wait);
const listeners = (stream: ServedStream, count: number): Promise<void> =>
  waitUntil(async () => (await stream.listeners()) === count, `${count} open connections`, wait);

/** A strip that has received the whole feed from its stream. */
async function streamedStrip(...first: unknown[]) {
  const stream = await serveStream([streamOf(seed, ...first)]);
  const element = await strip(html`<market-ticker stream=${stream.url}></market-ticker>`, 'live');
  expect(rows(element).length).to.be.above(0);
  return { stream, element };
}

const higherKospi = seedWith({ KOSPI: { price: 2860, change: 47.95, changePercent: 1.71 } });

/** A strip that polls its feed every `ttl` seconds, and has a stream that is silent. */
async function polledStrip(ttl: number) {
  const stream = await serveStream();
  const feed = await serveFeed([{ body: { ...seed, ttl } }, { body: higherKospi }]);
  const element = await strip(html`<market-ticker src=${feed.url} stream=${stream.url}></market-ticker>`, 'live');
  return { stream, feed, element };
}

describe('a stream', () => {
  test('delivers the feed without any other request', async () => {
    const { stream, element } = await streamedStrip();
    expect(rows(element)).to.deep.equal(seedRows);
    const [request, ...others] = await stream.requests();
    expect(request!.headers.accept).to.equal('text/event-stream');
    expect(others).to.deep.equal([]);
  });

  test('is read from events without a name and events named quotes, and no others', async () => {
    const { stream, element } = await streamedStrip();
    const event = (name: string, price: number): string =>
      `event: ${name}\ndata: {"items": [{"id": "KOSDAQ", "price": ${price}}]}\n\n`;
    await stream.send(event('quotes', 760));
    await showsRow(element, 'KOSDAQ 760.00 ▲ +3.77 +0.50%');
    await stream.send(event('ping', 1) + event('message', 761));
    await showsRow(element, 'KOSDAQ 761.00 ▲ +4.77 +0.63%');
  });

  test('updates an item by its id: other fields stay, and the change is from the known previous close', async () => {
    const { stream, element } = await streamedStrip();
    await stream.push([{ id: 'KOSPI', price: 2800 }]);
    await showsRow(element, 'KOSPI 2,800.00 ▼ −12.05 −0.43%');
    expect(rows(element).slice(1)).to.deep.equal(seedRows.slice(1));
    const { name, kind, decimals, url } = element.quotes[0]!;
    expect({ name, kind, decimals, url }).to.deep.equal({
      name: { ko: '코스피', en: 'KOSPI' },
      kind: 'index',
      decimals: 2,
      url: '/markets/kospi',
    });
  });

  test('may update only the state of an item', async () => {
    const { stream, element } = await streamedStrip();
    await stream.push([{ id: 'KOSDAQ', state: 'halted' }]);
    await waitUntil(
      () => query(element, '[data-id="KOSDAQ"] [part="badge"]')?.textContent.includes('Halted'),
      'halted',
      wait,
    );
    expect(rows(element)).to.deep.equal(seedRows);
  });

  test('updates the data that were set on the page', async () => {
    const stream = await serveStream([streamOf([{ id: 'KOSPI', price: 2800 }])]);
    const element = await strip(html`<market-ticker stream=${stream.url} .data=${seed}></market-ticker>`, 'live');
    await showsRow(element, 'KOSPI 2,800.00 ▼ −12.05 −0.43%');
    expect(rows(element).slice(1)).to.deep.equal(seedRows.slice(1));
    await stream.push([{ id: 'KOSDAQ', price: 760 }]);
    await showsRow(element, 'KOSDAQ 760.00 ▲ +3.77 +0.50%');
    expect(rows(element)[0]).to.equal('KOSPI 2,800.00 ▼ −12.05 −0.43%');
  });

  test('removes items and adds new ones', async () => {
    const { stream, element } = await streamedStrip();
    await stream.push([
      { id: 'KOSDAQ', removed: true },
      { id: 'EUR/KRW', price: 1551.3, change: 4.2, changePercent: 0.27 },
    ]);
    await showsRow(element, 'EUR/KRW 1,551.30 ▲ +4.20 +0.27%');
    expect(rows(element)).to.deep.equal([seedRows[0], seedRows[2], seedRows[3], 'EUR/KRW 1,551.30 ▲ +4.20 +0.27%']);
  });

  test('does not replace a value by an older one', async () => {
    const { stream, element } = await streamedStrip();
    await stream.push(
      [{ id: 'KOSPI', price: 2856, change: 43.95, changePercent: 1.56, asOf: '2025-06-09T15:31:00+09:00' }],
      [{ id: 'KOSPI', price: 2700, change: -112.05, changePercent: -3.98, asOf: '2025-06-09T15:29:00+09:00' }],
      [{ id: 'KOSDAQ', price: 760 }],
    );
    await showsRow(element, 'KOSDAQ 760.00 ▲ +3.77 +0.50%');
    expect(rows(element)[0]).to.equal('KOSPI 2,856.00 ▲ +43.95 +1.56%');
  });

  test('is closed while the page is hidden, and opened again when it is visible', async () => {
    const { stream, element } = await streamedStrip();
    setPageHidden(true);
    await listeners(stream, 0);
    await stream.respond([streamOf(ticked)]);
    setPageHidden(false);
    await showsRow(element, 'KOSDAQ 765.02 ▲ +8.79 +1.16%');
  });

  test('that was closed meanwhile has its missed updates made up by a request', { timeout: 30_000 }, async () => {
    const { stream, feed, element } = await polledStrip(60);
    await listeners(stream, 1);
    setPageHidden(true);
    await listeners(stream, 0);
    setPageHidden(false);
    await listeners(stream, 1);
    // An update of another item does not make up for the missed one.
    await stream.push([{ id: 'KOSDAQ', price: 760 }]);
    await showsRow(element, 'KOSPI 2,860.00 ▲ +47.95 +1.71%');
    expect((await feed.requests()).length).to.equal(2);
  });

  test('is shown while a request hangs, whose answer then replaces no newer value', async () => {
    const stream = await serveStream();
    const feed = await serveFeed([{ body: seed }, { body: higherKospi, delayMs: 2500 }]);
    const element = await strip(html`<market-ticker src=${feed.url} stream=${stream.url}></market-ticker>`, 'live');
    await listeners(stream, 1);
    let isAnswered = false;
    const refreshed = element.refresh().then(() => (isAnswered = true));
    await waitUntil(async () => (await feed.requests()).length === 2, 'the request', wait);
    await stream.push([{ id: 'KOSDAQ', price: 760 }]);
    await showsRow(element, 'KOSDAQ 760.00 ▲ +3.77 +0.50%');
    expect(isAnswered).to.equal(false);
    // Only the last of so many messages are merged into the answer once more.
    await stream.push(...Array.from({ length: 600 }, (_, index) => [{ id: 'KOSPI200', price: 380 + index / 100 }]));
    await refreshed;
    await showsRow(element, 'KOSPI 2,860.00 ▲ +47.95 +1.71%');
    expect(rows(element)[1]).to.equal('KOSDAQ 760.00 ▲ +3.77 +0.50%');
    expect(element.quotes[2]!.price).to.equal(385.99);
  });

  test('is shown before the first answer, which completes what is shown', async () => {
    const stream = await serveStream([streamOf([{ id: 'KOSPI', price: 2800 }])]);
    const feed = await serveFeed([{ body: seed, delayMs: 2000 }]);
    const element = await strip(html`<market-ticker src=${feed.url} stream=${stream.url}></market-ticker>`);
    await waitUntil(() => rows(element)[0]?.startsWith('KOSPI 2,800.00'), 'the first update', wait);
    expect(rows(element).length).to.equal(1);
    await showsRow(element, 'KOSPI 2,800.00 ▼ −12.05 −0.43%');
    expect(rows(element).slice(1)).to.deep.equal(seedRows.slice(1));
  });

  test(
    'with a thousand updates a second is shown twice a second, and ends with the newest',
    { timeout: 30_000 },
    async () => {
      const { stream, element } = await streamedStrip();
      const written = recordBatches(element);
      let price = 700;
      const start = performance.now();
      for (let part = 0; part < 10; part++) {
        await stream.push(...Array.from({ length: 100 }, () => [{ id: 'KOSDAQ', price: (price += 0.01) }]));
        const due = start + part * 100;
        await waitUntil(() => performance.now() >= due, 'a tenth of a second', { interval: 5 });
      }
      const took = performance.now() - start;
      await waitUntil(() => Math.abs(element.quotes[1]!.price! - price) < 1e-6, 'the newest is known', wait);
      await waitUntil(() => rows(element)[1]!.startsWith(`KOSDAQ ${price.toFixed(2)} `), 'the newest is shown', wait);
      expect(written.length).to.be.within(2, Math.ceil(took / 450) + 3);
      expect(maxPerSecond(written)).to.be.at.most(3); // with the batch that the second begins with
    },
  );
});

describe('an event that is no update', () => {
  test.each<[string, unknown]>([
    ['incomplete JSON', '{"items": [{"id": "KOSDAQ", "pri'],
    ['null', 'null'],
    ['a number', '42'],
    ['a string', '"KOSDAQ 760"'],
    ['an error', { error: 'too many connections' }],
    ['items that are no items', { items: [null, 5, 'KOSDAQ', { price: 5 }, []] }],
    ['another version', { version: 2, items: [{ id: 'KOSDAQ', price: 1 }] }],
  ])('is skipped, and the next event is read: %s', async (_, garbage) => {
    const errors: string[] = [];
    const onError = (event: ErrorEvent | PromiseRejectionEvent): void => void errors.push(event.type);
    for (const type of ['error', 'unhandledrejection'] as const) {
      addEventListener(type, onError as EventListener);
      onTestFinished(() => removeEventListener(type, onError as EventListener));
    }
    const { stream, element } = await streamedStrip();
    await stream.push(garbage);
    await stream.push([{ id: 'KOSPI200', price: 380 }]);
    await showsRow(element, 'KOSPI200 380.00 ▲ +3.46 +0.92%');
    expect(rows(element)[1]).to.equal(seedRows[1]);
    expect(element.status).to.equal('live');
    expect(errors).to.deep.equal([]);
  });

  test('is reported if it is longer than 1 MiB, and the stream is opened again', async () => {
    const { stream, element } = await streamedStrip();
    await stream.respond([streamOf([{ id: 'KOSPI200', price: 380 }])]);
    const reported = oneEvent(element, 'market-ticker-error') as Promise<MarketTickerErrorEvent>;
    await stream.push({ padding: ' '.repeat(1.1 * 2 ** 20), items: [{ id: 'KOSDAQ', price: 1 }] });
    const { kind, issues } = await reported;
    expect(kind).to.equal('size');
    expect(issues.map(({ rule }) => rule)).to.deep.equal(['event-too-long']);
    await showsRow(element, 'KOSPI200 380.00 ▲ +3.46 +0.92%');
    expect(rows(element)[1]).to.equal(seedRows[1]);
  });

  test('is reported as an issue if its version is unknown', async () => {
    const { stream, element } = await streamedStrip();
    const reported = oneEvent(element, 'market-ticker-issues') as Promise<MarketTickerIssuesEvent>;
    await stream.push({ version: 2, items: [] });
    const { issues } = await reported;
    expect(issues.map(({ rule }) => rule)).to.deep.equal(['unknown-version']);
    expect(rows(element)).to.deep.equal(seedRows);
  });
});

describe('a stream that breaks', () => {
  test('keeps the values, reports the failure, and is opened again', async () => {
    const { stream, element } = await streamedStrip();
    const failed = oneEvent(element, 'market-ticker-error') as Promise<MarketTickerErrorEvent>;
    await stream.respond([streamOf()]);
    await stream.end();
    expect((await failed).kind).to.equal('stream');
    expect(rows(element)).to.deep.equal(seedRows);
    await listeners(stream, 1);
    await stream.push([{ id: 'KOSDAQ', price: 760 }]);
    await showsRow(element, 'KOSDAQ 760.00 ▲ +3.77 +0.50%');
    await reachesStatus(element, 'live');
    // The end of the failure is announced only if the failure was.
    expect(query(element, '[part="status"]').textContent).to.be.oneOf(['', 'Up to date again']);
  });

  test('is no longer reported as a failure once it is open again, even before its first event', async () => {
    const { stream, element } = await streamedStrip();
    await stream.respond([streamOf()]);
    const failed = oneEvent(element, 'market-ticker-error');
    await stream.end();
    await failed;
    await listeners(stream, 1);
    await reachesStatus(element, 'live');
  });
});
