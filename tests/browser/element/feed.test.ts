import { aTimeout, expect, html, oneEvent, waitUntil } from '@open-wc/testing';
import type { MarketTickerErrorEvent, MarketTickerUpdateEvent } from 'market-ticker/element.js';
import { describe, onTestFinished, test } from 'vitest';
import { seed, seedRows, ticked } from '../../support/fixtures/seed.js';
import { serveFeed } from '../../support/feed-server/feed.js';
import { setOffline, setPageHidden, query, isWebKit, reachesStatus, rows, strip } from './strip.js';

describe('a feed that fails leaves the old strip standing, and recovers by itself', () => {
  test('and says so, until it is up to date again', async () => {
    const feed = await serveFeed([{ body: seed }]);
    const element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'live');
    await feed.respond([{ status: 500 }, { body: ticked }]);
    const refreshed = element.refresh();
    expect(rows(element)).to.deep.equal(seedRows);
    await refreshed;
    expect(element.status).to.equal('error');
    expect(query(element, '[part="status"]').textContent).to.equal('Update failed');
    expect(rows(element)).to.deep.equal(seedRows);

    await reachesStatus(element, 'live');
    expect(rows(element)[1]).to.equal('KOSDAQ 765.02 ▲ +8.79 +1.16%');
    expect(query(element, '[part="status"]').textContent).to.equal('Up to date again');
  });

  test('also when it never worked: the page’s own content stays meanwhile', async () => {
    const feed = await serveFeed([{ status: 503 }, { body: seed }]);
    const element = await strip(html`<market-ticker src=${feed.url}><a href="/m">Markets</a></market-ticker>`, 'error');
    expect(element.querySelector('a')!.getBoundingClientRect().width).to.be.above(0);
    await reachesStatus(element, 'live');
    expect(rows(element)).to.deep.equal(seedRows);
  });
});

describe('requests', () => {
  test('two strips on one page share them', async () => {
    const feed = await serveFeed([{ body: seed }]);
    const page = await strip(
      html`<div>
        <market-ticker src=${feed.url}></market-ticker><market-ticker layout="row" src=${feed.url}></market-ticker>
      </div>`,
    );
    const [one, other] = page.querySelectorAll('market-ticker');
    await reachesStatus(one!, 'live');
    await reachesStatus(other!, 'live');
    await Promise.all([one!.refresh(), other!.refresh()]);
    expect((await feed.requests()).length).to.equal(2);
    expect(rows(other!)).to.deep.equal(seedRows);
  });

  test('moving an element in the page asks for nothing', async () => {
    const feed = await serveFeed([{ body: seed }]);
    const page = await strip(
      html`<div>
        <market-ticker src=${feed.url}></market-ticker>
        <p></p>
      </div>`,
    );
    const element = page.querySelector('market-ticker')!;
    await reachesStatus(element, 'live');
    page.querySelector('p')!.append(element);
    await element.updateComplete;
    expect(element.status).to.equal('live');
    expect(rows(element)).to.deep.equal(seedRows);
    expect((await feed.requests()).length).to.equal(1);
  });

  test('another src wins over an answer that is still under way', async () => {
    const slow = await serveFeed([{ body: seed, delayMs: 300 }]);
    const quick = await serveFeed([{ body: ticked }]);
    const element = await strip(html`<market-ticker src=${slow.url}></market-ticker>`, 'loading');
    await waitUntil(async () => (await slow.requests()).length === 1);
    element.src = quick.url;
    await reachesStatus(element, 'live');
    await aTimeout(400); // the slow answer's time: nothing tells that it was ignored
    expect(rows(element)[1]).to.equal('KOSDAQ 765.02 ▲ +8.79 +1.16%');
  });

  // WebKitGTK has no HTTP cache while it is automated.
  test.skipIf(isWebKit)('the browser’s own ETag is used', async () => {
    const feed = await serveFeed([{ body: seed }]);
    const element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'live');
    await element.refresh();
    const [first, second] = await feed.requests();
    expect(first!.headers['if-none-match']).to.equal(undefined);
    expect(second!.headers['if-none-match']).to.match(/^"/);
    expect(rows(element)).to.deep.equal(seedRows);
  });

  test('interval="0" loads once, and again only when asked', async () => {
    const feed = await serveFeed([{ body: seed }, { body: ticked }]);
    const element = await strip(html`<market-ticker interval="0" src=${feed.url}></market-ticker>`, 'live');
    expect((await feed.requests()).length).to.equal(1);
    await element.refresh();
    expect(rows(element)[1]).to.equal('KOSDAQ 765.02 ▲ +8.79 +1.16%');
  });

  test('an element that is gone asks no more', async () => {
    const feed = await serveFeed([{ status: 500 }]);
    const element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'error');
    element.remove();
    const { length } = await feed.requests();
    await aTimeout(2_200); // the latest first retry
    expect((await feed.requests()).length).to.equal(length);
  });

  test('a hidden page asks nothing; when it is back it asks at once if the data are due', async () => {
    setPageHidden(true);
    const feed = await serveFeed([{ body: seed }]);
    const element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'loading');
    expect((await feed.requests()).length).to.equal(0);
    setPageHidden(false);
    await reachesStatus(element, 'live');
  });
});

describe('without a network', () => {
  test(
    'nothing is asked for; that it fails is told once it is due, and it is back with the network',
    { timeout: 30_000 },
    async () => {
      const feed = await serveFeed([{ body: seed }, { body: ticked }]);
      const element = await strip(html`<market-ticker interval="5" src=${feed.url}></market-ticker>`, 'live');
      const failed = oneEvent(element, 'market-ticker-error') as Promise<MarketTickerErrorEvent>;
      setOffline(true);
      expect(element.status).to.equal('live');
      const { kind, retryAt } = await failed;
      expect([kind, retryAt]).to.deep.equal(['network', null]);
      expect(rows(element)).to.deep.equal(seedRows);
      expect((await feed.requests()).length).to.equal(1);
      setOffline(false);
      await reachesStatus(element, 'live');
      expect(rows(element)[1]).to.equal('KOSDAQ 765.02 ▲ +8.79 +1.16%');
    },
  );
});

describe('credentials', () => {
  test.each([
    ['same-origin', null],
    ['include', 'include'],
    ['omit', null],
  ])('%s', async (credentials, sent) => {
    const feed = await serveFeed([
      {
        body: seed,
        headers: { 'access-control-allow-origin': location.origin, 'access-control-allow-credentials': 'true' },
      },
    ]);
    const cookie = `visit-${credentials}=1; SameSite=Lax`;
    document.cookie = cookie;
    onTestFinished(() => void (document.cookie = `${cookie}; Max-Age=0`));
    await strip(html`<market-ticker credentials=${credentials} src=${feed.url}></market-ticker>`, 'live');
    const [request] = await feed.requests();
    expect(request!.headers.cookie?.includes('visit-') ?? false).to.equal(sent === 'include');
  });
});

describe('polling', () => {
  test('goes on at the pace of the attribute, which wins over the feed’s', { timeout: 30_000 }, async () => {
    const feed = await serveFeed([{ body: { ...seed, ttl: 600 } }, { body: ticked }]);
    const element = await strip(html`<market-ticker interval="5" src=${feed.url}></market-ticker>`, 'live');
    await oneEvent(element, 'market-ticker-update');
    expect(rows(element)[1]).to.equal('KOSDAQ 765.02 ▲ +8.79 +1.16%');
  });

  test('asks the server also where the browser holds a fresh copy', async () => {
    const headers = { 'cache-control': 'max-age=600' };
    const feed = await serveFeed([
      { body: seed, headers },
      { body: ticked, headers },
    ]);
    const element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'live');
    await element.refresh();
    expect(rows(element)[1]).to.equal('KOSDAQ 765.02 ▲ +8.79 +1.16%');
  });

  test('takes a large feed, up to 1 MiB', async () => {
    const feed = await serveFeed([{ body: { ...seed, padding: ' '.repeat(1_000_000) } }]);
    const element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'live');
    expect(rows(element)).to.deep.equal(seedRows);
  });

  test('a refresh asks the feed that was named last, also in the same breath', async () => {
    const [one, other] = [await serveFeed([{ body: seed }]), await serveFeed([{ body: ticked }])];
    const element = await strip(html`<market-ticker src=${one.url}></market-ticker>`, 'live');
    element.src = other.url;
    await element.refresh();
    expect(rows(element)[1]).to.equal('KOSDAQ 765.02 ▲ +8.79 +1.16%');
    expect((await one.requests()).length).to.equal(1);
  });
});

describe('events', () => {
  test('an update tells which ids changed, after they were painted, and bubbles', async () => {
    const element = await strip(html`<market-ticker .data=${seed}></market-ticker>`, 'live');
    const updated = oneEvent(element.parentElement!, 'market-ticker-update') as Promise<MarketTickerUpdateEvent>;
    let painted = '';
    element.addEventListener('market-ticker-update', () => (painted = rows(element)[1]!));
    element.data = ticked;
    const { changed, quotes } = await updated;
    expect(changed).to.deep.equal(['KOSDAQ']);
    expect(quotes.length).to.equal(4);
    expect(painted).to.equal('KOSDAQ 765.02 ▲ +8.79 +1.16%');
  });
});
