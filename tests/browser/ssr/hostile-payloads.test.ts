// Attacks on a server that renders the strip. The bound of each: the rendering ends without an error, and contains what was read
// and nothing else of the payload.
import { html } from 'lit';
import type { MarketTickerElement } from 'market-ticker';
import { describe, expect, test } from 'vitest';
import { seed } from '../../support/fixtures/seed.js';
import { startSite } from '../../support/pages/site.js';
import { rows } from '../../support/pages/strip.js';
import { openStripPage, renderOnServer, whenUpgraded, type Visit } from './render.js';
import { withSite } from '../../support/pages/with-site.js';

const failing = (): never => {
  throw new Error('no');
};
const nested = (levels: number): unknown => JSON.parse('{"a":['.repeat(levels) + ']}'.repeat(levels));
const withCycle: Record<string, unknown> = { ...seed };
withCycle['itself'] = withCycle;

describe('a strip with values is rendered from a payload', () => {
  test.each<[string, object]>([
    ['that is 100,000 levels deep in a field that nobody reads', { ...seed, extra: nested(50_000) }],
    ['that contains itself', withCycle],
    ['with a BigInt that nobody reads', { ...seed, extra: 10n }],
    ['with a method that fails to write it', { ...seed, toJSON: failing }],
    ['with a megabyte that nobody reads', { ...seed, extra: 'SECRET'.repeat(2 ** 18) }],
  ])('%s', async (_, data) => {
    const text = await renderOnServer(html`<market-ticker .data=${data}></market-ticker>`);
    expect(text).toContain('2,855.77');
    expect(text).not.toContain('SECRET');
    expect(text).not.toContain('extra');
  });
});

describe('a strip without values is rendered from', () => {
  test.each<[string, unknown, unknown]>([
    ['a promise', Promise.resolve(seed), null],
    ['a getter that throws', Object.defineProperty({}, 'items', { get: failing }), null],
    ['100,000 levels', nested(50_000), null],
    ['a symbol', Symbol('feed'), null],
    ['a function', failing, null],
    ['an adapter that throws', seed, failing],
    ['an adapter that returns a promise', seed, () => Promise.resolve({ fields: {}, items: [] })],
    ['an adapter that nobody has loaded', seed, 'nobody'],
  ])('%s', async (_, data, adapter) => {
    const text = await renderOnServer(html`<market-ticker .data=${data} .adapter=${adapter}></market-ticker>`);
    expect(text).toContain('<slot lang=""></slot>');
    expect(text).not.toContain('<data');
  });
});

describe('in the browser', () => {
  let visit: Visit;

  withSite(
    () => startSite('development'),
    (site, browser) => void (visit = { site, browser }),
  );

  test('the page shows the quotes, badges, age and notice that the server has read by an adapter it has not loaded', async () => {
    const payload = {
      notice: 'S&amp;amp;P',
      rows: [
        { code: 'KOSPI', last: '2,855.77', diff: '▲43.72', at: '2025-06-09T15:30:00+09:00' },
        { code: 'USD/KRW', last: '1,359.00', diff: '▼14.00', at: '2025-06-06', state: 'halted' },
      ],
    };
    const adapter = (given: typeof payload) => ({
      fields: { notice: given.notice, state: 'closed' },
      items: given.rows.map(({ code, last, diff, at, state }) => ({
        path: code,
        fields: { id: code, price: last, change: diff, asOf: at, state },
      })),
    });
    const strip = html`<market-ticker lang="en" .data=${payload} .adapter=${adapter}></market-ticker>`;
    const unscripted = await openStripPage(visit, strip, '', { javaScriptEnabled: false });
    const rendered = await rows(unscripted.page);
    expect(rendered).toHaveLength(2);

    const { page, troubles } = await openStripPage(visit, strip, '/npm.js');
    await whenUpgraded(page);
    expect(await rows(page)).toEqual(rendered);
    const element = page.locator('market-ticker');
    const shown = await element.evaluate((tag: MarketTickerElement) => tag.shadowRoot!.textContent);
    expect(shown).toContain('S&amp;P');
    expect(shown).toContain('Halted');
    expect(
      await element.evaluate((tag: MarketTickerElement) =>
        tag.quotes.map(({ id, price, change, direction, asOf, state }) => ({
          id,
          price,
          change,
          direction,
          asOf,
          state,
        })),
      ),
    ).toEqual([
      { id: 'KOSPI', price: 2855.77, change: 43.72, direction: 'up', asOf: 1749450600000, state: 'closed' },
      { id: 'USD/KRW', price: 1359, change: -14, direction: 'down', asOf: Date.UTC(2025, 5, 6), state: 'halted' },
    ]);
    expect(troubles).toEqual([]);
  });
});
