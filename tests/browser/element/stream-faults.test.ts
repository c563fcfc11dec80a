import { expect, waitUntil } from '@open-wc/testing';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { describe, test } from 'vitest';
import { seed, seedRows, seedWith, ticked } from '../../support/fixtures/seed.js';
import { serveFeed, serveStream, streamOf, type ServedStream } from '../../support/feed-server/feed.js';
import { liveStripWithErrors, reachesStatus, rows } from './strip.js';

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
    // After the first request the browser reconnects once, and the element asks once for the reason.
    const requestCount = (await stream.requests()).length;
    expect(requestCount).to.equal(3);
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
    await stream.push([{ id: 'KOSDAQ', price: 770 }]);
    await showsRow(element, 'KOSDAQ 770.00 ▲ +13.77 +1.82%');
    await reachesStatus(element, 'live');
    // What it missed it may ask for, once; what is pushed needs no polling.
    expect((await feed.requests()).length - asked).to.be.below(2);
  });

  test('that answers with Retry-After is not opened again before that time', async ({ onTestFinished }) => {
    const stream = await serveStream();
    const feed = await serveFeed([{ body: seed }]);
    const { element } = await liveStripWithErrors({ src: feed.url, stream: stream.url }, onTestFinished);
    await listeners(stream, 1);
    await stream.respond([{ status: 503, headers: { 'retry-after': '6' } }]);
    await stream.end();
    // The browser reconnects once; then the element asks for the reason.
    const refused = async () => (await stream.requests())[2]?.at;
    await waitUntil(refused, 'the request for the reason', wait);
    await stream.respond([streamOf(update)]);
    await showsRow(element, KOSDAQ_ROW);
    expect((await stream.requests())[3]!.at - (await refused())!).to.be.within(5900, 8000);
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
});

describe('a stream alone', { concurrent: true, timeout: 60_000 }, () => {
  test('that the browser gives up on is opened again after a while', async ({ onTestFinished }) => {
    const stream = await serveStream([streamOf(seed)]);
    const { element } = await liveStripWithErrors({ stream: stream.url }, onTestFinished);
    await stream.respond([{ status: 503 }, { status: 503 }, streamOf(update)]);
    await stream.end();
    await reachesStatus(element, 'error');
    expect(rows(element)).to.deep.equal(seedRows);
    await showsRow(element, KOSDAQ_ROW);
    await reachesStatus(element, 'live');
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
