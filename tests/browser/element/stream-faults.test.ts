import { expect, waitUntil } from '@open-wc/testing';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { describe, test } from 'vitest';
import { seed, seedRows, seedWith, ticked } from '../../support/fixtures/seed.js';
import { serveFeed, serveStream, streamOf, type ServedStream } from '../../support/feed-server/feed.js';
import { liveStripWithErrors, reachesStatus, rows } from './strip.js';

// Each takes as long as a poll or a wait; so they go side by side. A browser has six connections to a server, and a stream
// keeps one: not more than Vitest's five at a time, and each strip goes with its test.

const soon = { interval: 20, timeout: 25_000 };
const shows = (element: MarketTickerElement, row: string): Promise<void> =>
  waitUntil(() => rows(element).includes(row), `shows ${row}`, soon);
const listeners = (stream: ServedStream, count: number): Promise<void> =>
  waitUntil(async () => (await stream.listeners()) === count, `${count} listen`, soon);

const KOSPI = 'KOSPI 2,860.00 ▲ +47.95 +1.71%';
const higher = seedWith({ KOSPI: { price: 2860, change: 47.95, changePercent: 1.71 } });
const KOSDAQ = 'KOSDAQ 760.00 ▲ +3.77 +0.50%';
const update = [{ id: 'KOSDAQ', price: 760 }];

describe('a stream beside a feed', { concurrent: true, timeout: 60_000 }, () => {
  test('that opens after the first answer leaves what came between the two to the next', async ({ onTestFinished }) => {
    const stream = await serveStream([{ ...streamOf(), delayMs: 500 }]);
    const feed = await serveFeed([{ body: { ...seed, ttl: 5 } }, { body: higher }]);
    const { element } = await liveStripWithErrors({ src: feed.url, stream: stream.url }, onTestFinished);
    await listeners(stream, 1);
    let price = 760;
    const others = setInterval(() => void stream.push([{ id: 'KOSDAQ', price: (price += 0.01) }]), 1000);
    onTestFinished(() => clearInterval(others));
    await shows(element, KOSPI);
  });

  test('that says nothing for longer than the pace is helped by polling', async ({ onTestFinished }) => {
    const stream = await serveStream();
    const feed = await serveFeed([{ body: { ...seed, ttl: 5 } }, { body: higher }]);
    const { element } = await liveStripWithErrors({ src: feed.url, stream: stream.url }, onTestFinished);
    await shows(element, KOSPI);
    expect(await stream.listeners()).to.equal(1);
  });

  test('that a server ends with status 204 is opened no more; polling goes on', async ({ onTestFinished }) => {
    const stream = await serveStream();
    const feed = await serveFeed([{ body: { ...seed, ttl: 5 } }]);
    const { element } = await liveStripWithErrors({ src: feed.url, stream: stream.url }, onTestFinished);
    await listeners(stream, 1);
    await stream.respond([{ status: 204 }]);
    await feed.respond([{ body: higher }]);
    await stream.end();
    await shows(element, KOSPI);
    // Once by the browser, and once to ask why.
    const asked = (await stream.requests()).length;
    expect(asked).to.equal(3);
    await feed.respond([{ body: seed }]);
    await shows(element, seedRows[0]!);
    expect((await stream.requests()).length).to.equal(asked);
    await reachesStatus(element, 'live');
  });

  test('that breaks leaves it to polling, until it is back', async ({ onTestFinished }) => {
    const stream = await serveStream([streamOf(update)]);
    const feed = await serveFeed([{ body: { ...seed, ttl: 5 } }]);
    const { element, errors } = await liveStripWithErrors({ src: feed.url, stream: stream.url }, onTestFinished);
    await shows(element, KOSDAQ);
    expect(rows(element)[0]).to.equal(seedRows[0]);

    await feed.respond([{ body: higher }]);
    await stream.respond([{ status: 503 }]);
    await stream.end();
    await shows(element, KOSPI);
    expect(errors.map(({ kind }) => kind)).to.include('stream');
    await reachesStatus(element, 'live');

    await stream.respond([streamOf()]);
    await listeners(stream, 1);
    const asked = (await feed.requests()).length;
    await stream.push([{ id: 'KOSDAQ', price: 770 }]);
    await shows(element, 'KOSDAQ 770.00 ▲ +13.77 +1.82%');
    await reachesStatus(element, 'live');
    // What it missed it may ask for, once; what is pushed needs no polling.
    expect((await feed.requests()).length - asked).to.be.below(2);
  });

  test('that asks to be left alone is', async ({ onTestFinished }) => {
    const stream = await serveStream();
    const feed = await serveFeed([{ body: seed }]);
    const { element } = await liveStripWithErrors({ src: feed.url, stream: stream.url }, onTestFinished);
    await listeners(stream, 1);
    await stream.respond([{ status: 503, headers: { 'retry-after': '6' } }]);
    await stream.end();
    // The browser itself comes back once; then it is asked why.
    const refused = async () => (await stream.requests())[2]?.at;
    await waitUntil(refused, 'asked why', soon);
    await stream.respond([streamOf(update)]);
    await shows(element, KOSDAQ);
    expect((await stream.requests())[3]!.at - (await refused())!).to.be.within(5900, 8000);
  });

  test('that is back does not let a feed be asked that asks to be left alone', async ({ onTestFinished }) => {
    const stream = await serveStream();
    const feed = await serveFeed([{ body: seed }]);
    const { element } = await liveStripWithErrors({ src: feed.url, stream: stream.url }, onTestFinished);
    await listeners(stream, 1);
    await feed.respond([{ status: 429, headers: { 'retry-after': '12' } }, { body: ticked }]);
    await element.refresh();
    await stream.end();
    await shows(element, 'KOSDAQ 765.02 ▲ +8.79 +1.16%');
    const [, refused, next] = await feed.requests();
    expect(next!.at - refused!.at).to.be.at.least(11_900);
  });
});

describe('a stream alone', { concurrent: true, timeout: 60_000 }, () => {
  test('that breaks for good is opened again after a while', async ({ onTestFinished }) => {
    const stream = await serveStream([streamOf(seed)]);
    const { element } = await liveStripWithErrors({ stream: stream.url }, onTestFinished);
    await stream.respond([{ status: 503 }, { status: 503 }, streamOf(update)]);
    await stream.end();
    await reachesStatus(element, 'error');
    expect(rows(element)).to.deep.equal(seedRows);
    await shows(element, KOSDAQ);
    await reachesStatus(element, 'live');
  });

  test('that floods ends with the newest value', async ({ onTestFinished }) => {
    const stream = await serveStream([streamOf(seed)]);
    const { element, errors } = await liveStripWithErrors({ stream: stream.url }, onTestFinished);
    await listeners(stream, 1);
    const flood = Array.from({ length: 5000 }, (_, index) => [{ id: 'KOSDAQ', price: 700 + index / 100 }]);
    await stream.push(...flood, update);
    await shows(element, KOSDAQ);
    expect(errors).to.deep.equal([]);
  });
});
