import { expect, html } from '@open-wc/testing';
import { MarketTickerElement } from 'market-ticker/element.js';
import { define } from 'market-ticker';
import { afterEach, beforeEach, describe, test, vi, type MockInstance } from 'vitest';
import { seed, seedRows } from '../../support/fixtures/seed.js';
import { query, rows, strip } from './strip.js';

describe('attributes', () => {
  let warn: MockInstance;
  beforeEach(() => {
    warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  });
  afterEach(() => warn.mockRestore());

  test('have their defaults', async () => {
    const element = await strip(html`<market-ticker></market-ticker>`, 'idle');
    const { interval, layout, speed, palette, paused } = element;
    expect({ interval, layout, speed, palette, paused }).to.deep.equal({
      interval: null,
      layout: 'auto',
      speed: 60,
      palette: 'auto',
      paused: false,
    });
    expect(element.outerHTML).to.equal('<market-ticker></market-ticker>');
    expect(element.quotes).to.deep.equal([]);
  });

  for (const [name, value, fallback] of [
    ['layout', 'carousel', 'auto'],
    ['palette', 'pink', 'auto'],
    ['speed', 'fast', 60],
    ['speed', '-5', 60],
    ['interval', 'often', null],
  ] as const) {
    test(`fall back to ${fallback} for ${name}="${value}", with one warning in the console`, async () => {
      const element = await strip(html`<div></div>`);
      element.innerHTML = `<market-ticker ${name}="${value}"></market-ticker><market-ticker ${name}="${value}"></market-ticker>`;
      const ticker = element.firstElementChild as MarketTickerElement;
      await ticker.updateComplete;
      expect(ticker[name]).to.equal(fallback);
      expect(warn.mock.calls.length).to.equal(1);
      expect(warn.mock.calls[0]![0]).to.contain(`<market-ticker ${name}="${value}"> expects `);
    });
  }

  test('fall back when a property is set to an invalid value', async () => {
    const element = await strip(html`<market-ticker .data=${seed}></market-ticker>`, 'live');
    element.speed = Number.NaN;
    element.layout = 'carousel' as 'row';
    await element.updateComplete;
    expect([element.speed, element.layout]).to.deep.equal([60, 'auto']);
  });

  test.each([Symbol('fast'), 60n, Object.create(null) as object, [5], true, ' '])(
    'fall back when a script sets a property to a value of a wrong type: %o',
    async (value) => {
      const element = await strip(html`<market-ticker .data=${seed}></market-ticker>`, 'live');
      element.speed = value as unknown as number;
      element.layout = value as unknown as 'row';
      await element.updateComplete;
      expect([element.speed, element.layout]).to.deep.equal([60, 'auto']);
    },
  );

  test('are never written by the strip: paused is the page’s wish, and the property tells whether the strip is paused', async () => {
    const element = await strip(html`<market-ticker></market-ticker>`, 'idle');
    element.pause();
    await element.updateComplete;
    expect([element.paused, element.hasAttribute('paused')]).to.deep.equal([true, false]);
    element.setAttribute('paused', '');
    element.play();
    await element.updateComplete;
    expect([element.paused, element.hasAttribute('paused')]).to.deep.equal([false, true]);
    element.toggleAttribute('paused', false);
    element.toggleAttribute('paused', true);
    expect(element.paused).to.equal(true);
    element.removeAttribute('paused');
    expect(element.paused).to.equal(false);
  });

  test('name the strip by label', async () => {
    const element = await strip(html`<market-ticker label="Indices"></market-ticker>`, 'idle');
    expect(query(element, '[role="group"]').getAttribute('aria-label')).to.equal('Indices');
  });

  test('change the language at any time by lang, as a property or an attribute', async () => {
    const element = await strip(html`<market-ticker .data=${seed}></market-ticker>`, 'live');
    element.lang = 'ko';
    await element.updateComplete;
    expect(rows(element)[0]).to.equal('코스피 2,855.77 ▲ +43.72 +1.55%');
    element.setAttribute('lang', 'not a language');
    await element.updateComplete;
    expect(rows(element)).to.deep.equal(seedRows);
  });
});

describe('the tag', () => {
  test('keeps properties that were set before the element was defined', async () => {
    const registry = document.createElement('not-yet-known') as HTMLElement & { data?: unknown };
    registry.data = seed;
    document.body.append(registry);
    customElements.define('not-yet-known', class extends MarketTickerElement {});
    await (registry as unknown as MarketTickerElement).updateComplete;
    expect(rows(registry as unknown as MarketTickerElement)).to.deep.equal(seedRows);
    registry.remove();
  });

  test('can be defined twice', () => {
    expect(() => define()).not.to.throw();
  });

  test('creates an element by script that works before it is in a document', async () => {
    const element = document.createElement('market-ticker');
    element.data = seed;
    expect(element.status).to.equal('idle');
    await element.refresh();
    document.body.append(element);
    await element.updateComplete;
    expect(rows(element)).to.deep.equal(seedRows);
    element.remove();
  });
});
