import { aTimeout, expect, html, oneEvent } from '@open-wc/testing';
import type { MarketTickerErrorEvent, MarketTickerUpdateEvent } from 'market-ticker/element.js';
import { describe, onTestFinished, test } from 'vitest';
import { seed, seedRows, ticked } from '../../support/fixtures/seed.js';
import { serveFeed } from '../../support/feed-server/feed.js';
import { setOffline, setPageHidden, query, isWebKit, reachesStatus, rows, strip } from './strip.js';
import { waitUntil } from './wait-until.js';

describe('a feed that fails', () => {
  test('leaves the old values in place and says so, until it is up to date again', async () => {
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
    expect(query(element, '[part="status"]').textContent).to.equal('');
    expect(query(element, '.hidden[aria-live]').textContent).to.equal('Up to date again');
  });

  test('leaves the page’s own content in place if it has never worked, and recovers by itself', async () => {
    const feed = await serveFeed([{ status: 503 }, { body: seed }]);
    const element = await strip(html`<market-ticker src=${feed.url}><a href="/m">Markets</a></market-ticker>`, 'error');
    expect(element.querySelector('a')!.getBoundingClientRect().width).to.be.above(0);
    await reachesStatus(element, 'live');
    expect(rows(element)).to.deep.equal(seedRows);
  });
});

describe('requests', () => {
  test('are shared by two strips on one page', async () => {
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

  test('are not made when an element is moved in the page', async () => {
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

  test('that are still under way are ignored when src changes', async () => {
    const slow = await serveFeed([{ body: seed, delayMs: 300 }]);
    const quick = await serveFeed([{ body: ticked }]);
    const element = await strip(html`<market-ticker src=${slow.url}></market-ticker>`, 'loading');
    await waitUntil(async () => (await slow.requests()).length === 1);
    element.src = quick.url;
    await reachesStatus(element, 'live');
    await aTimeout(400); // until after the slow answer: nothing signals that it was ignored
    expect(rows(element)[1]).to.equal('KOSDAQ 765.02 ▲ +8.79 +1.16%');
  });

  // WebKitGTK has no HTTP cache while it is automated.
  test.skipIf(isWebKit)('use the ETag of the browser’s cache', async () => {
    const feed = await serveFeed([{ body: seed }]);
    const element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'live');
    await element.refresh();
    const [first, second] = await feed.requests();
    expect(first!.headers['if-none-match']).to.equal(undefined);
    expect(second!.headers['if-none-match']).to.match(/^"/);
    expect(rows(element)).to.deep.equal(seedRows);
  });

  test('are made once with interval="0", and again only on refresh()', async () => {
    const feed = await serveFeed([{ body: seed }, { body: ticked }]);
    const element = await strip(html`<market-ticker interval="0" src=${feed.url}></market-ticker>`, 'live');
    expect((await feed.requests()).length).to.equal(1);
    await element.refresh();
    expect(rows(element)[1]).to.equal('KOSDAQ 765.02 ▲ +8.79 +1.16%');
  });

  test('stop when the element is removed', async () => {
    const feed = await serveFeed([{ status: 500 }]);
    const element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'error');
    element.remove();
    const { length } = await feed.requests();
    await aTimeout(2_200); // the latest time of the first retry
    expect((await feed.requests()).length).to.equal(length);
  });

  test('are not made while the page is hidden; when it is visible again, one is made at once if it is due', async () => {
    setPageHidden(true);
    const feed = await serveFeed([{ body: seed }]);
    const element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'loading');
    expect((await feed.requests()).length).to.equal(0);
    setPageHidden(false);
    await reachesStatus(element, 'live');
  });
});

describe('a browser that reports that it is offline', { timeout: 30_000 }, () => {
  test('and is wrong does not prevent any request', async () => {
    const feed = await serveFeed([{ body: seed }, { body: ticked }]);
    setOffline(true);
    const element = await strip(html`<market-ticker interval="5" src=${feed.url}></market-ticker>`, 'live');
    await oneEvent(element, 'market-ticker-update');
    expect(rows(element)[1]).to.equal('KOSDAQ 765.02 ▲ +8.79 +1.16%');
    expect(element.status).to.equal('live');
  });

  test('and is right keeps the old values, and makes a request as soon as the network is back', async () => {
    const feed = await serveFeed([{ body: seed }]);
    const element = await strip(html`<market-ticker interval="600" src=${feed.url}></market-ticker>`, 'live');
    setOffline(true);
    await feed.respond([{ fault: 'reset' }]);
    const failed = oneEvent(element, 'market-ticker-error') as Promise<MarketTickerErrorEvent>;
    await element.refresh();
    const { kind, retryAt } = await failed;
    expect(kind).to.equal('network');
    // The retry waits for a whole polling interval, less a tenth at most.
    expect((retryAt! - Date.now()) / 1000).to.be.within(539, 601);
    expect(rows(element)).to.deep.equal(seedRows);
    await feed.respond([{ body: ticked }]);
    setOffline(false);
    await reachesStatus(element, 'live');
    expect(rows(element)[1]).to.equal('KOSDAQ 765.02 ▲ +8.79 +1.16%');
  });
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
  test('follows the interval of the attribute rather than the feed’s ttl', { timeout: 30_000 }, async () => {
    const feed = await serveFeed([{ body: { ...seed, ttl: 600 } }, { body: ticked }]);
    const element = await strip(html`<market-ticker interval="5" src=${feed.url}></market-ticker>`, 'live');
    await oneEvent(element, 'market-ticker-update');
    expect(rows(element)[1]).to.equal('KOSDAQ 765.02 ▲ +8.79 +1.16%');
  });

  test('asks the server even if the browser has a fresh copy in its cache', async () => {
    const headers = { 'cache-control': 'max-age=600' };
    const feed = await serveFeed([
      { body: seed, headers },
      { body: ticked, headers },
    ]);
    const element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'live');
    await element.refresh();
    expect(rows(element)[1]).to.equal('KOSDAQ 765.02 ▲ +8.79 +1.16%');
  });

  test('reads a large feed of up to 1 MiB', async () => {
    const feed = await serveFeed([{ body: { ...seed, padding: ' '.repeat(1_000_000) } }]);
    const element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'live');
    expect(rows(element)).to.deep.equal(seedRows);
  });

  test('requests the new src on a refresh in the same task', async () => {
    const [one, other] = [await serveFeed([{ body: seed }]), await serveFeed([{ body: ticked }])];
    const element = await strip(html`<market-ticker src=${one.url}></market-ticker>`, 'live');
    element.src = other.url;
    await element.refresh();
    expect(rows(element)[1]).to.equal('KOSDAQ 765.02 ▲ +8.79 +1.16%');
    expect((await one.requests()).length).to.equal(1);
  });
});

describe('events', () => {
  test('report the ids that changed after the change is rendered, and bubble', async () => {
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
