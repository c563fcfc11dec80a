import { expect, html } from '@open-wc/testing';
import { describe, test } from 'vitest';
import { seed, seedRows, seedWith } from '../../support/fixtures/seed.js';
import { serveFeed } from '../../support/feed-server/feed.js';
import { queryAll, query, itemsOf, allAnimated, atRest, hasLightDark, rows, strip } from './strip.js';
import { waitUntil } from './wait-until.js';

const colourOf = (element: Element, part: string): string =>
  getComputedStyle(element.querySelector(`[part="${part}"]`)!).color;
// Browsers without `light-dark()` get tones between those for light and for dark pages.
const [red, green, blue, orange] = hasLightDark
  ? ['rgb(196, 22, 42)', 'rgb(11, 122, 62)', 'rgb(11, 87, 194)', 'rgb(168, 75, 0)']
  : ['rgb(239, 36, 64)', 'rgb(0, 143, 72)', 'rgb(19, 117, 255)', 'rgb(201, 91, 0)'];

describe('a feed over HTTP', () => {
  test('shows its items in order, with grouped digits, arrows and signs', async () => {
    const feed = await serveFeed([{ body: seed }]);
    const element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'live');
    expect(rows(element)).to.deep.equal(seedRows);
  });

  test('names the items in Korean on a Korean page', async () => {
    const feed = await serveFeed([{ body: seed }]);
    const page = await strip(html`<div lang="ko-KR"><market-ticker src=${feed.url}></market-ticker></div>`);
    const element = page.querySelector('market-ticker')!;
    await element.refresh();
    expect(rows(element)[0]).to.equal('코스피 2,855.77 ▲ +43.72 +1.55%');
    expect(query(element, '.strip').getAttribute('aria-label')).to.equal('시장 지표');
  });

  test('shows only the requested symbols, in their order', async () => {
    const element = await strip(
      html`<market-ticker .data=${seed} symbols="USD/KRW, NIKKEI KOSPI"></market-ticker>`,
      'live',
    );
    expect(rows(element)).to.deep.equal([seedRows[3], 'NIKKEI –', seedRows[0]]);
    expect(element.quotes.map(({ id }) => id)).to.deep.equal(['USD/KRW', 'KOSPI']);
  });

  test('says each price change once in words, and hides the arrows and signs from screen readers', async () => {
    const element = await strip(html`<market-ticker .data=${seed}></market-ticker>`, 'live');
    const [kospi] = itemsOf(element);
    const spoken = kospi!.cloneNode(true) as Element;
    spoken.querySelectorAll('[aria-hidden]').forEach((hidden) => hidden.remove());
    expect(spoken.textContent.trim()).to.equal('KOSPI 2,855.77, up 43.72 points, 1.55 percent');
  });

  test('hides the copies from screen readers', async () => {
    const data = { ...seed, items: seed.items.slice(0, 2) };
    const element = await strip(html`<market-ticker .data=${data}></market-ticker>`, 'live');
    await waitUntil(() => queryAll(element, 'ul').length > 1, 'copies');
    const [list, ...copies] = queryAll(element, 'ul');
    expect(list!.getAttribute('aria-hidden')).to.equal(null);
    expect(copies.length).to.be.above(0);
    for (const copy of copies) expect(copy.getAttribute('aria-hidden')).to.equal('true');
  });
});

describe('colours', () => {
  for (const [palette, up, down] of [
    ['red-blue', red, blue],
    ['red-green', red, green],
    ['green-red', green, red],
    ['blue-orange', blue, orange],
  ] as const) {
    test(`of ${palette} apply to rising and falling items`, async () => {
      const element = await strip(html`<market-ticker .data=${seed} palette=${palette}></market-ticker>`, 'live');
      const [kospi, , , won] = itemsOf(element);
      for (const part of ['arrow', 'change', 'percent']) {
        expect(colourOf(kospi!, part), part).to.equal(up);
        expect(colourOf(won!, part), part).to.equal(down);
      }
      expect(colourOf(kospi!, 'price')).to.equal(colourOf(won!, 'price'));
    });
  }

  for (const [lang, up] of [
    ['en', green],
    ['ko', red],
    ['ja', red],
    ['zh-CN', red],
    ['zh-Hant-HK', green],
  ] as const) {
    test(`follow the convention of the language’s market: ${lang}`, async () => {
      const element = await strip(html`<market-ticker .data=${seed} lang=${lang}></market-ticker>`, 'live');
      expect(colourOf(itemsOf(element)[0]!, 'change')).to.equal(up);
    });
  }

  test('can be set by the page', async () => {
    const element = await strip(
      html`<div>
        <style>
          .own {
            --market-ticker-up-color: rgb(1, 2, 3);
          }
        </style>
        <market-ticker class="own" .data=${seed}></market-ticker>
      </div>`,
    );
    const ticker = element.querySelector('market-ticker')!;
    await ticker.updateComplete;
    expect(colourOf(itemsOf(ticker)[0]!, 'change')).to.equal('rgb(1, 2, 3)');
  });

  test('for up and down do not apply to an unchanged item', async () => {
    const data = seedWith({ KOSPI: { change: 0, changePercent: 0 } });
    const element = await strip(html`<market-ticker .data=${data}></market-ticker>`, 'live');
    expect(rows(element)[0]).to.equal('KOSPI 2,855.77 – 0.00 0.00%');
    expect([red, green, blue]).not.to.include(colourOf(itemsOf(element)[0]!, 'change'));
  });
});

describe('the age of the data', () => {
  test('is shown in the strip with the delay and the session state', async () => {
    const element = await strip(html`<market-ticker .data=${seed}></market-ticker>`, 'live');
    expect(query(element, '[part="time"]').textContent).to.match(/^As of .*20 min delay · Closed · KRX$/);
  });

  test('is marked in words if the data of an open market are old', async () => {
    const element = await strip(html`<market-ticker .data=${{ ...seed, state: 'open' }}></market-ticker>`, 'stale');
    expect(query(element, '[part="status"]').textContent).to.equal('Not current');
  });
});

test('data turn stale as time passes, without a new answer from the feed', async () => {
  const asOf = new Date(Date.now() - 58_500).toISOString();
  const data = { ...seed, state: 'open', delay: 0, ttl: 5, items: seed.items.map((item) => ({ ...item, asOf })) };
  const element = await strip(html`<market-ticker .data=${data}></market-ticker>`, 'live');
  const status = query(element, '[part="status"]');
  expect(status.textContent).to.equal('');
  await waitUntil(() => status.textContent === 'Not current', 'stale', { timeout: 5_000 });
});

describe('around the data', () => {
  test('a strip without data says that it is loading', async () => {
    const feed = await serveFeed([{ fault: 'hang' }]);
    const element = await strip(
      html`<market-ticker src=${feed.url}>
        <a slot="end" href="/markets">View Market Snapshot</a>
      </market-ticker>`,
      'loading',
    );
    expect(query(element, '[part="status"]').textContent).to.equal('Loading…');
  });

  test('the page’s own content is shown until data arrive', async () => {
    const element = await strip(html`<market-ticker><a href="/markets">Markets</a></market-ticker>`, 'idle');
    expect(element.querySelector('a')!.getBoundingClientRect().width).to.be.above(0);
    element.data = seed;
    await element.updateComplete;
    expect(element.querySelector('a')!.getBoundingClientRect().width).to.equal(0);
    expect(rows(element)).to.deep.equal(seedRows);
  });

  test('the slots start and end are beside the moving items', async () => {
    const element = await strip(
      html`<market-ticker .data=${seed}
        ><b slot="start">Markets</b><a slot="end" href="/">View Market Snapshot</a></market-ticker
      >`,
      'live',
    );
    const [start, end] = [...element.children].map((child) => child.getBoundingClientRect());
    const viewport = query(element, '.viewport').getBoundingClientRect();
    expect(start!.right).to.be.at.most(viewport.left);
    expect(end!.left).to.be.at.least(viewport.right);
  });

  test('the strip has the same height without data as with data', async () => {
    const element = await strip(html`<market-ticker></market-ticker>`, 'idle');
    const empty = element.getBoundingClientRect().height;
    element.data = seed;
    await element.updateComplete;
    expect(element.getBoundingClientRect().height).to.equal(empty);
  });

  test.each(['2rem', '7rem'])(
    'what screen readers read of an item cannot be seen, and is where the item is: a strip of %s',
    async (height) => {
      const element = await strip(html`<market-ticker paused .data=${seed}></market-ticker>`);
      element.style.setProperty('--market-ticker-block-size', height);
      await allAnimated(element);
      await atRest(element);
      const items = itemsOf(element);
      const sentences = items.map((item) => item.querySelector('.spoken')!);
      expect(sentences.map((sentence) => getComputedStyle(sentence).opacity)).to.deep.equal(['0', '0', '0', '0']);
      sentences.forEach((sentence, index) => {
        const { x, y, right, bottom } = sentence.getBoundingClientRect();
        const item = items[index]!.getBoundingClientRect();
        // The separator is no part of it.
        expect([x, y, bottom]).to.deep.equal([item.x, item.y, item.bottom]);
        expect(right).to.be.closeTo(item.right, 1);
      });
    },
  );

  test('neighbouring sentences are at other heights, so that a screen reader does not read them as one line', async () => {
    const element = await strip(html`<market-ticker layout="row" .data=${seed}></market-ticker>`);
    await element.updateComplete;
    const middles = itemsOf(element).map((item) => {
      const range = document.createRange();
      range.selectNodeContents(item.querySelector('.spoken')!);
      const { top, bottom } = range.getBoundingClientRect();
      return (top + bottom) / 2;
    });
    const { top, bottom } = query(element, 'button').getBoundingClientRect();
    const distances = middles.map((middle, index) => Math.abs(middle - (middles[index - 1] ?? (top + bottom) / 2)));
    expect(Math.min(...distances)).to.be.above(6);
  });

  test('a strip with the hidden attribute takes no space', async () => {
    const element = await strip(html`<market-ticker hidden .data=${seed}></market-ticker>`);
    expect(element.getBoundingClientRect().height).to.equal(0);
  });
});

describe('text of the feed', () => {
  test('is shown as text even if it is markup', async () => {
    const data = [{ id: 'X', name: '<img src=x onerror=alert(1)>', price: 1 }];
    const element = await strip(html`<market-ticker .data=${data}></market-ticker>`, 'live');
    expect(query(element, '[part="name"]').textContent).to.equal('<img src=x onerror=alert(1)>');
    expect(queryAll(element, 'img')).to.deep.equal([]);
  });
});
