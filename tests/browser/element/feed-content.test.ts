import { aTimeout, expect, html, oneEvent } from '@open-wc/testing';
import type { MarketTickerElement, MarketTickerErrorEvent, MarketTickerIssuesEvent } from 'market-ticker/element.js';
import { describe, onTestFinished, test, vi } from 'vitest';
import { naverIndices, naverRows } from '../../support/fixtures/naver.js';
import { seed, seedRows, seedWith } from '../../support/fixtures/seed.js';
import { serveFeed } from '../../support/feed-server/feed.js';
import { nextFrame, query, itemsOf, reachesStatus, rows, strip } from './strip.js';
import { waitUntil } from './wait-until.js';

const badge = (item: Element | undefined): string | undefined =>
  item!.querySelector('[part="badge"]')?.textContent.trim();
const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();

describe('issues', () => {
  test('are reported once, with path, value, rule and action', async () => {
    const feed = await serveFeed([{ body: seed }]);
    const events: MarketTickerIssuesEvent[] = [];
    const page = await strip(html`<div></div>`);
    page.addEventListener('market-ticker-issues', (event) => events.push(event));
    const element = document.createElement('market-ticker');
    element.src = feed.url;
    page.append(element);
    await reachesStatus(element, 'live');
    await element.refresh();
    expect(events.map(({ issues }) => issues)).to.deep.equal([
      [{ path: 'items[3].change', value: 14, rule: 'sign-borrowed', action: 'mended' }],
    ]);
  });

  test('are reported again when they change', async () => {
    const feed = await serveFeed([{ body: seed }, { body: seedWith({ KOSPI: { price: '-' } }) }]);
    const element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'live');
    const reported = oneEvent(element, 'market-ticker-issues') as Promise<MarketTickerIssuesEvent>;
    await element.refresh();
    expect((await reported).issues.map(({ rule }) => rule)).to.deep.equal(['no-price', 'sign-borrowed']);
    expect(rows(element)[0]).to.equal('KOSPI –');
  });
});

describe('an item that differs from the rest of the strip', () => {
  test('has its own state, delay and date', async () => {
    const data = {
      ...seed,
      state: 'open',
      delay: 0,
      generatedAt: ago(1),
      items: [
        { id: 'A', price: 1, asOf: ago(1) },
        { id: 'B', price: 1, asOf: ago(1), state: 'closed' },
        { id: 'C', price: 1, asOf: ago(1), delay: 20 },
        { id: 'D', price: 1, asOf: '2022-02-05', state: 'holiday', delay: 'eod' },
      ],
    };
    const element = await strip(html`<market-ticker .data=${data}></market-ticker>`, 'live');
    expect(itemsOf(element).map(badge)).to.deep.equal([
      undefined,
      'Closed',
      '20 min delay',
      'Holiday · End of day · Feb 5, 2022',
    ]);
  });

  test('says that its session is unknown, so that the strip’s is not taken for it', async () => {
    const items = [
      { id: 'A', price: 1, asOf: ago(1) },
      { id: 'B', price: 1, asOf: ago(1), state: 'half open' },
    ];
    const data = { ...seed, state: 'closed', delay: 0, items };
    const element = await strip(html`<market-ticker .data=${data}></market-ticker>`, 'live');
    expect(itemsOf(element).map(badge)).to.deep.equal([undefined, 'Session unknown']);
    element.data = { ...data, state: undefined };
    await waitUntil(() => !badge(itemsOf(element)[1]), 'no session is shown, for the strip or the item');
    expect(itemsOf(element).map(badge)).to.deep.equal([undefined, undefined]);
  });

  test('is marked in words if it is old while its market is open, even if the others are current', async () => {
    const data = {
      ...seed,
      state: 'open',
      delay: 0,
      items: [
        { id: 'A', price: 1, asOf: ago(1) },
        { id: 'B', price: 1, asOf: ago(3600) },
      ],
    };
    const element = await strip(html`<market-ticker .data=${data}></market-ticker>`, 'live');
    expect(badge(itemsOf(element)[1])).to.match(/^Not current/);
    expect(query(element, '[part="status"]').textContent).to.equal('');
  });

  test('turns stale as time passes', async () => {
    const items = [
      { id: 'A', price: 1, asOf: ago(0) },
      { id: 'B', price: 1, asOf: ago(59) },
    ];
    const element = await strip(
      html`<market-ticker .data=${{ state: 'open', ttl: 5, items }}></market-ticker>`,
      'live',
    );
    expect(badge(itemsOf(element)[1])).to.equal(undefined);
    await waitUntil(() => badge(itemsOf(element)[1]) === 'Not current', 'marked', { timeout: 5000 });
    expect(element.status).to.equal('live');
  });
});

test('symbols that the feed does not have show their name and a dash, even if that is all of them', async () => {
  const element = await strip(html`<market-ticker symbols="NIKKEI DAX" .data=${seed}></market-ticker>`, 'live');
  expect(rows(element)).to.deep.equal(['NIKKEI –', 'DAX –']);
});

test('a feed that fails in an open market is marked as stale too, once its data are old', async () => {
  const body = { state: 'open', delay: 0, items: [{ id: 'A', price: 1, asOf: ago(3600) }] };
  const feed = await serveFeed([{ body }, { status: 500 }]);
  const element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'stale');
  await element.refresh();
  expect(element.status).to.equal('error');
  expect(query(element, '[part="status"]').textContent).to.equal('Update failed, Not current');
});

test('data that were set on the page are not replaced by an older answer', async () => {
  const at = (price: number, asOf: string) => ({ state: 'open', items: [{ id: 'A', price, asOf }] });
  const feed = await serveFeed([{ body: at(1, ago(30)) }]);
  const element = await strip(html`<market-ticker .data=${at(2, ago(5))} src=${feed.url}></market-ticker>`, 'live');
  await element.refresh();
  expect(rows(element)).to.deep.equal(['A 2.00 – –']);
  // A cache may give the older answer more than once.
  await element.refresh();
  expect(rows(element)).to.deep.equal(['A 2.00 – –']);
  await feed.respond([{ body: at(3, ago(1)) }]);
  await element.refresh();
  expect(rows(element)).to.deep.equal(['A 3.00 – –']);
});

test('an answer that has only dashes is rejected, and the old prices stay', async () => {
  const dashes = { items: seed.items.map(({ id }) => ({ id, price: '-', change: '-', changePercent: '-' })) };
  const feed = await serveFeed([{ body: seed }, { body: dashes }]);
  const element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'live');
  const warning = vi.spyOn(console, 'warn').mockReturnValue();
  onTestFinished(() => warning.mockRestore());
  const failed = oneEvent(element, 'market-ticker-error') as Promise<MarketTickerErrorEvent>;
  await element.refresh();
  const { kind, issues } = await failed;
  expect([kind, issues.at(-1)?.rule]).to.deep.equal(['shape', 'no-prices']);
  expect(element.status).to.equal('error');
  expect(rows(element)).to.deep.equal(seedRows);
});

test('a price at its daily limit is shown with ↑ or ↓, and announced in words', async () => {
  const data = [
    { id: 'A', kind: 'equity', price: 1300, change: 300, changePercent: 30, limit: 'upper', decimals: 0 },
    { id: 'B', kind: 'equity', price: 700, change: '300', changePercent: '30', direction: '하한가', decimals: 0 },
  ];
  const element = await strip(html`<market-ticker lang="ko" .data=${data}></market-ticker>`, 'live');
  expect(rows(element)).to.deep.equal(['A 1,300 ↑ +300 +30.00%', 'B 700 ↓ −300 −30.00%']);
  expect(itemsOf(element).map((item) => item.className)).to.deep.equal(['up', 'down']);
  expect(itemsOf(element).map((item) => item.textContent)).to.satisfy(
    ([one, other]: string[]) => one!.includes('상한가') && other!.includes('하한가'),
  );
});

test('before the open an unchanged item shows a dash, not a misleading 0.00 %', async () => {
  const data = { state: 'pre', items: [{ id: 'KOSPI', kind: 'index', price: 2855.77, change: 0, changePercent: 0 }] };
  const element = await strip(html`<market-ticker .data=${data}></market-ticker>`, 'live');
  expect(rows(element)).to.deep.equal(['KOSPI 2,855.77 –']);
  expect(query(element, '[part="time"]').textContent).to.equal('Pre-market');
});

test('a price per hundred units says so in the item’s name', async () => {
  const data = [
    { id: 'JPY/KRW', price: 902.51, per: 100 },
    { id: 'X', name: '엔/원', kind: 'fx', base: 'JPY', quote: 'KRW', price: 902.51, per: 100 },
    { id: 'Y', name: '일본 JPY(100)', kind: 'fx', base: 'JPY', quote: 'KRW', price: 902.51, per: 100 },
  ];
  const element = await strip(html`<market-ticker .data=${data}></market-ticker>`, 'live');
  expect(rows(element)).to.deep.equal(['JPY 100/KRW 902.51 – –', '엔/원 100 902.51 – –', '일본 JPY(100) 902.51 – –']);
});

test('an answer does not replace a price by an older one', async () => {
  const at = (price: number, asOf: string) => ({ body: { state: 'open', items: [{ id: 'A', price, asOf }] } });
  const feed = await serveFeed([at(2, ago(10)), at(1, ago(20)), at(3, ago(5))]);
  const element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'live');
  await element.refresh();
  expect(rows(element)).to.deep.equal(['A 2.00 – –']);
  await element.refresh();
  expect(rows(element)).to.deep.equal(['A 3.00 – –']);
});

describe('a feed of another shape', () => {
  test('is read by an adapter, which may be loaded after the feed', async () => {
    const feed = await serveFeed([{ body: naverIndices }]);
    const warning = vi.spyOn(console, 'warn').mockReturnValue();
    const waiting = oneEvent(document, 'market-ticker-error') as Promise<MarketTickerErrorEvent>;
    const element = await strip(html`<market-ticker adapter="naver" src=${feed.url}></market-ticker>`);
    const { kind, issues } = await waiting;
    expect(kind).to.equal('shape');
    expect(issues).to.deep.equal([{ path: '', value: 'naver', rule: 'unknown-adapter', action: 'refused' }]);
    expect(warning.mock.calls).to.deep.equal([
      ['<market-ticker adapter="naver"> expects the name of a loaded adapter: unknown-adapter'],
    ]);
    warning.mockRestore();

    await import('market-ticker/adapters/naver.js');
    await reachesStatus(element, 'live');
    expect(rows(element)).to.deep.equal(naverRows);
  });

  test('that was set as data is read when its adapter is loaded, without a request', async () => {
    const warning = vi.spyOn(console, 'warn').mockReturnValue();
    const data = {
      jsonrpc: '2.0',
      result: { isuSrtCd: 'K1', trdPrc: 3166.05, cmpprevddTpCd: '5', cmpprevddPrc: -38.45 },
    };
    const element = await strip(html`<market-ticker adapter="kis" .data=${data}></market-ticker>`, 'error');
    expect(rows(element)).to.deep.equal([]);
    await import('market-ticker/adapters/kis.js');
    await reachesStatus(element, 'live');
    expect(rows(element)).to.deep.equal(['K1 3,166.05 ▼ −38.45 −1.20%']);
    warning.mockRestore();
  });

  test('is read by a function', async () => {
    const adapter = (payload: unknown) => ({
      fields: {},
      items: Object.entries(payload as object).map(([id, price]) => ({ path: id, fields: { id, price } })),
    });
    const element = await strip(
      html`<market-ticker .adapter=${adapter} .data=${{ GOLD: 3325.7 }}></market-ticker>`,
      'live',
    );
    expect(rows(element)).to.deep.equal(['GOLD 3,325.70 – –']);
  });

  test('is read by a mapping in an attribute or in a script element inside the tag', async () => {
    await import('market-ticker/adapters/paths.js');
    const mapping = { items: 'quotes', id: 's', price: 'p', change: 'd' };
    const feed = await serveFeed([{ body: { quotes: [{ s: 'GOLD', p: 3325.7, d: -4.3 }] } }]);
    const page = await strip(
      html`<div>
        <market-ticker adapter="paths" paths=${JSON.stringify(mapping)} src=${feed.url}></market-ticker>
        <market-ticker adapter="paths" src=${feed.url}></market-ticker>
      </div>`,
    );
    const [one, other] = page.querySelectorAll('market-ticker');
    await reachesStatus(one!, 'live');
    expect(rows(one!)).to.deep.equal(['GOLD 3,325.70 ▼ −4.30 −0.13%']);
    await reachesStatus(other!, 'error');

    const mapped = document.createElement('market-ticker');
    mapped.setAttribute('adapter', 'paths');
    mapped.setAttribute('src', feed.url);
    const script = Object.assign(document.createElement('script'), { type: 'application/json' });
    script.dataset.paths = '';
    script.textContent = JSON.stringify(mapping);
    mapped.append(script);
    page.append(mapped);
    await reachesStatus(mapped, 'live');
    expect(rows(mapped)).to.deep.equal(rows(one!));
  });

  test('gets one console warning and no error if its mapping is no JSON', async () => {
    const warning = vi.spyOn(console, 'warn').mockReturnValue();
    await strip(html`<market-ticker paths="items: quotes" .data=${seed}></market-ticker>`, 'live');
    expect(warning.mock.calls).to.deep.equal([['<market-ticker paths="items: quotes"> expects JSON']]);
    warning.mockRestore();
  });

  test('is not requested again when an equal mapping is set', async () => {
    await import('market-ticker/adapters/paths.js');
    const feed = await serveFeed([{ body: seed }]);
    const mapping = (): object => ({ items: 'items', id: 'id', price: 'price' });
    const element = await strip(
      html`<market-ticker adapter="paths" .paths=${mapping()} src=${feed.url}></market-ticker>`,
      'live',
    );
    element.paths = mapping();
    await element.updateComplete;
    expect(element.status).to.equal('live');
    expect((await feed.requests()).length).to.equal(1);
  });

  test('is read separately by two strips with different mappings', async () => {
    await import('market-ticker/adapters/paths.js');
    const feed = await serveFeed([{ body: seed }]);
    const mapping = { items: 'items', id: 'id', price: 'change' };
    const page = await strip(
      html`<div>
        <market-ticker src=${feed.url}></market-ticker>
        <market-ticker adapter="paths" .paths=${mapping} src=${feed.url}></market-ticker>
      </div>`,
    );
    const [one, other] = page.querySelectorAll('market-ticker');
    await Promise.all([reachesStatus(one!, 'live'), reachesStatus(other!, 'live')]);
    expect(rows(one!)).to.deep.equal(seedRows);
    expect(rows(other!)[0]).to.equal('KOSPI 43.72 – –');
  });
});

describe('the first feed in the page', () => {
  test('is read once it is complete, wherever the parser splits it', async () => {
    const element = document.createElement('market-ticker');
    const script = Object.assign(document.createElement('script'), { type: 'application/json' });
    const text = JSON.stringify(seed);
    const loading = vi.spyOn(HTMLDocument.prototype, 'readyState', 'get').mockReturnValue('loading');
    onTestFinished(() => loading.mockRestore());
    const errors: string[] = [];
    element.addEventListener('market-ticker-error', ({ kind }) => errors.push(kind));
    script.textContent = text.slice(0, 100);
    element.append(script);
    document.body.append(element);
    onTestFinished(() => element.remove());
    await nextFrame();
    script.append(text.slice(100));
    loading.mockReturnValue('interactive');
    document.dispatchEvent(new Event('DOMContentLoaded'));
    await reachesStatus(element, 'live');
    expect(rows(element)).to.deep.equal(seedRows);
    expect(errors).to.deep.equal([]);
  });

  test('is shown anew whenever a library changes it, unless a newer one has been requested', async () => {
    const feed = await serveFeed([{ body: seed }]);
    const page = await strip(html`<div></div>`);
    const json = (price: number): string => JSON.stringify(seedWith({ KOSPI: { price } }));
    const markup = (attributes: string): string =>
      `<market-ticker ${attributes}><script type="application/json">${json(2900)}</script></market-ticker>`;
    page.innerHTML = markup('') + markup(`src="${feed.url}"`);
    const [served, requested] = [...page.querySelectorAll('market-ticker')];
    const price = (element: MarketTickerElement): number | null | undefined => element.quotes[0]?.price;
    await waitUntil(() => price(requested!) === 2855.77, 'the feed is requested');
    expect(price(served!)).to.equal(2900);
    const [inServed, inRequested] = [...page.querySelectorAll('script')];
    inServed!.firstChild!.nodeValue = json(2901);
    inRequested!.firstChild!.nodeValue = json(2901);
    await waitUntil(() => price(served!) === 2901, 'a changed text is shown');
    inServed!.replaceWith(
      Object.assign(document.createElement('script'), { type: 'application/json', text: json(2902) }),
    );
    await waitUntil(() => price(served!) === 2902, 'a new child is shown');
    await served!.updateComplete;
    expect(rows(served!)[0]).to.contain('2,902.00');
    expect(price(requested!)).to.equal(2855.77);
  });
});

describe('a hostile feed', () => {
  test('with ten thousand items shows five hundred and does not hang', async () => {
    const items = Array.from({ length: 10_000 }, (_, index) => ({ id: `I${index}`, price: index + 1 }));
    const element = await strip(html`<market-ticker layout="row" .data=${{ items }}></market-ticker>`, 'live');
    expect(itemsOf(element).length).to.equal(500);
    expect(element.quotes.length).to.equal(500);
  });

  test('nested a hundred thousand levels deep is rejected, and the old values stay', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const feed = await serveFeed([{ body: seed }, { body: deep }]);
    const element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'live');
    const failed = oneEvent(element, 'market-ticker-error') as Promise<MarketTickerErrorEvent>;
    await element.refresh();
    expect(['shape', 'syntax']).to.include((await failed).kind);
    expect(rows(element)).to.deep.equal(seedRows);
    await aTimeout(0);
  });

  test('cannot change the text direction of the page', async () => {
    const data = [{ id: 'A', name: 'KOS\u202EIP', price: 1, notice: '\u0000' }];
    const element = await strip(html`<market-ticker .data=${data}></market-ticker>`, 'live');
    expect(rows(element)).to.deep.equal(['KOSIP 1.00 – –']);
    expect(getComputedStyle(query(element, '[part="name"]')).unicodeBidi).to.equal('isolate');
  });
});
