import { expect } from '@open-wc/testing';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { describe, test } from 'vitest';
import { seed, seedRows, seedWith, ticked } from '../../support/fixtures/seed.js';
import { serveFeed, serveStream, streamOf, type ServedStream } from '../../support/feed-server/feed.js';
import { liveStripWithErrors, reachesStatus, rows } from './strip.js';
import { waitUntil } from './wait-until.js';

// Each test takes as long as a poll or a wait, so they run concurrently. A browser opens six connections to a server, and a stream
// keeps one of them: Vitest runs five tests at a time, and each test removes its strip.

const wait = { interval: 20, timeout: 25_000 };
const showsRow = (element: MarketTickerElement, row: string): Promise<void> =>
  waitUntil(() => rows(element).includes(row), `shows ${row}`, wait);
const listeners = (stream: ServedStream, count: number): Promise<void> =>
  waitUntil(async () => (await stream.listeners()) === count, `${count} open connections`, wait);

const KOSPI_ROW = 'KOSPI 2,860.00 ▲ +47.95 +1.71%';
const higherKospi = seedWith({ KOSPI: { price: 2860, change: 47.95, changePercent: 1.71 } });
const KOSDAQ_ROW = 'KOSDAQ 760.00 ▲ +3.77 +0.50%';
const update = [{ id: 'KOSDAQ', price: 760 }];

describe('a stream beside a feed', { concurrent: true, timeout: 60_000 }, () => {
  test('that opens after the first answer leaves changes between the two to the next poll', async ({
    onTestFinished,
  }) => {
    const stream = await serveStream([{ ...streamOf(), delayMs: 500 }]);
    const feed = await serveFeed([{ body: { ...seed, ttl: 5 } }, { body: higherKospi }]);
    const { element } = await liveStripWithErrors({ src: feed.url, stream: stream.url }, onTestFinished);
    await listeners(stream, 1);
    let price = 760;
    const others = setInterval(() => void stream.push([{ id: 'KOSDAQ', price: (price += 0.01) }]), 1000);
    onTestFinished(() => clearInterval(others));
    await showsRow(element, KOSPI_ROW);
  });

  test('that is silent for longer than the polling interval is supplemented by polling', async ({ onTestFinished }) => {
    const stream = await serveStream();
    const feed = await serveFeed([{ body: { ...seed, ttl: 5 } }, { body: higherKospi }]);
    const { element } = await liveStripWithErrors({ src: feed.url, stream: stream.url }, onTestFinished);
    await showsRow(element, KOSPI_ROW);
    expect(await stream.listeners()).to.equal(1);
  });

  test('that the server ends with status 204 is not opened again; polling continues', async ({ onTestFinished }) => {
    const stream = await serveStream();
    const feed = await serveFeed([{ body: { ...seed, ttl: 5 } }]);
    const { element } = await liveStripWithErrors({ src: feed.url, stream: stream.url }, onTestFinished);
    await listeners(stream, 1);
    await stream.respond([{ status: 204 }]);
    await feed.respond([{ body: higherKospi }]);
    await stream.end();
    await showsRow(element, KOSPI_ROW);
    const requestCount = (await stream.requests()).length;
    expect(requestCount).to.equal(2);
    await feed.respond([{ body: seed }]);
    await showsRow(element, seedRows[0]!);
    expect((await stream.requests()).length).to.equal(requestCount);
    await reachesStatus(element, 'live');
  });

  test('that breaks is replaced by polling until it is back', async ({ onTestFinished }) => {
    const stream = await serveStream([streamOf(update)]);
    const feed = await serveFeed([{ body: { ...seed, ttl: 5 } }]);
    const { element, errors } = await liveStripWithErrors({ src: feed.url, stream: stream.url }, onTestFinished);
    await showsRow(element, KOSDAQ_ROW);
    expect(rows(element)[0]).to.equal(seedRows[0]);

    await feed.respond([{ body: higherKospi }]);
    await stream.respond([{ status: 503 }]);
    await stream.end();
    await showsRow(element, KOSPI_ROW);
    expect(errors.map(({ kind }) => kind)).to.include('stream');
    await reachesStatus(element, 'live');

    await stream.respond([streamOf()]);
    await listeners(stream, 1);
    const asked = (await feed.requests()).length;
    // By its time the update is newer than the answer that makes up for missed updates, whenever that is requested.
    await stream.push([{ id: 'KOSPI', price: 2870, asOf: '2025-06-09T15:31:00+09:00' }]);
    await showsRow(element, 'KOSPI 2,870.00 ▲ +57.95 +2.06%');
    await reachesStatus(element, 'live');
    // What it missed it may ask for, once; what is pushed needs no polling.
    expect((await feed.requests()).length - asked).to.be.below(2);
  });

  test('that answers with Retry-After is not opened again before that time', async ({ onTestFinished }) => {
    const stream = await serveStream();
    const feed = await serveFeed([{ body: seed }]);
    await liveStripWithErrors({ src: feed.url, stream: stream.url }, onTestFinished);
    await listeners(stream, 1);
    await stream.respond([{ status: 503, headers: { 'retry-after': '6' } }]);
    await stream.end();
    const requestAt = async (index: number) => (await stream.requests())[index]?.at;
    await waitUntil(() => requestAt(2), 'the request after the refused one', wait);
    expect((await requestAt(2))! - (await requestAt(1))!).to.be.at.least(5900);
  });

  test('that comes back does not end the wait of the feed’s Retry-After', async ({ onTestFinished }) => {
    const stream = await serveStream();
    const feed = await serveFeed([{ body: seed }]);
    const { element } = await liveStripWithErrors({ src: feed.url, stream: stream.url }, onTestFinished);
    await listeners(stream, 1);
    await feed.respond([{ status: 429, headers: { 'retry-after': '12' } }, { body: ticked }]);
    await element.refresh();
    await stream.end();
    await showsRow(element, 'KOSDAQ 765.02 ▲ +8.79 +1.16%');
    const [, refused, next] = await feed.requests();
    expect(next!.at - refused!.at).to.be.at.least(11_900);
  });

  test('that breaks again and again is reported once, and does not flood the server with requests', async ({
    onTestFinished,
  }) => {
    const stream = await serveStream();
    const feed = await serveFeed([{ body: { ...seed, ttl: 60 } }]);
    const { errors } = await liveStripWithErrors({ src: feed.url, stream: stream.url }, onTestFinished);
    await listeners(stream, 1);
    // The stream opens and ends at once, as behind a proxy that cuts off what it cannot buffer.
    const cutStream = { headers: { 'content-type': 'text/event-stream' }, body: 'retry: 50\n\n' };
    await stream.respond(Array.from({ length: 200 }, () => cutStream));
    await stream.end();
    const start = performance.now();
    await waitUntil(async () => (await stream.requests()).length > 3, 'three breaks', wait);
    expect(errors.map(({ kind }) => kind)).to.deep.equal(['stream']);
    // Missed updates are requested at most once in five seconds.
    const maxRequests = 2 + Math.ceil((performance.now() - start) / 5000);
    expect((await feed.requests()).length).to.be.at.most(maxRequests);
  });

  test('that delivers a part first does not prevent the whole feed from being loaded', async ({ onTestFinished }) => {
    const stream = await serveStream([streamOf([{ id: 'KOSPI', price: 2800 }])]);
    const feed = await serveFeed([{ status: 503 }, { body: seed }]);
    const { element } = await liveStripWithErrors({ src: feed.url, stream: stream.url }, onTestFinished);
    await waitUntil(() => rows(element).length === 4, 'all rows', wait);
    expect(rows(element).slice(1)).to.deep.equal(seedRows.slice(1));
  });
});

describe('a stream alone', { concurrent: true, timeout: 60_000 }, () => {
  test('that is refused several times is opened again after a while', async ({ onTestFinished }) => {
    const stream = await serveStream([streamOf(seed)]);
    const { element } = await liveStripWithErrors({ stream: stream.url }, onTestFinished);
    await stream.respond([{ status: 503 }, { status: 503 }, streamOf(update)]);
    await stream.end();
    await reachesStatus(element, 'error');
    expect(rows(element)).to.deep.equal(seedRows);
    await showsRow(element, KOSDAQ_ROW);
    await reachesStatus(element, 'live');
  });

  test('is shared by all strips with its address, and is closed with the last of them', async ({ onTestFinished }) => {
    const stream = await serveStream([streamOf(seed)]);
    const { element } = await liveStripWithErrors({ stream: stream.url }, onTestFinished);
    const { element: other } = await liveStripWithErrors({ stream: stream.url }, onTestFinished);
    expect(rows(other)).to.deep.equal(seedRows);
    expect(await stream.listeners()).to.equal(1);
    element.remove();
    await stream.push(update);
    await showsRow(other, KOSDAQ_ROW);
    other.remove();
    await listeners(stream, 0);
  });

  test('of many updates at once ends with the newest value', async ({ onTestFinished }) => {
    const stream = await serveStream([streamOf(seed)]);
    const { element, errors } = await liveStripWithErrors({ stream: stream.url }, onTestFinished);
    await listeners(stream, 1);
    const flood = Array.from({ length: 5000 }, (_, index) => [{ id: 'KOSDAQ', price: 700 + index / 100 }]);
    await stream.push(...flood, update);
    await showsRow(element, KOSDAQ_ROW);
    expect(errors).to.deep.equal([]);
  });
});
