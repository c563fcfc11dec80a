import { expect, html } from '@open-wc/testing';
import { MarketTickerElement } from 'market-ticker/element.js';
import { define } from 'market-ticker';
import { afterEach, beforeEach, describe, expect as vexpect, test, vi, type MockInstance } from 'vitest';
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
      layout: 'scroll',
      speed: 60,
      palette: 'auto',
      paused: false,
    });
    expect(element.outerHTML).to.equal('<market-ticker></market-ticker>');
    expect(element.quotes).to.deep.equal([]);
  });

  for (const [name, value, fallback] of [
    ['layout', 'carousel', 'scroll'],
    ['palette', 'pink', 'auto'],
    ['speed', 'fast', 60],
    ['speed', '-5', 60],
    ['interval', 'often', null],
  ] as const) {
    test(`${name}="${value}" is ${fallback}, and said once`, async () => {
      const element = await strip(html`<div></div>`);
      element.innerHTML = `<market-ticker ${name}="${value}"></market-ticker><market-ticker ${name}="${value}"></market-ticker>`;
      const ticker = element.firstElementChild as MarketTickerElement;
      await ticker.updateComplete;
      expect(ticker[name]).to.equal(fallback);
      vexpect(warn).toHaveBeenCalledTimes(1);
      expect(warn.mock.calls[0]![0]).to.contain(`<market-ticker ${name}="${value}"> takes `);
    });
  }

  test('a wrong property falls back as well', async () => {
    const element = await strip(html`<market-ticker .data=${seed}></market-ticker>`, 'live');
    element.speed = Number.NaN;
    element.layout = 'carousel' as 'row';
    await element.updateComplete;
    expect([element.speed, element.layout]).to.deep.equal([60, 'scroll']);
  });

  test('paused is reflected, both ways', async () => {
    const element = await strip(html`<market-ticker></market-ticker>`, 'idle');
    element.pause();
    await element.updateComplete;
    expect(element.hasAttribute('paused')).to.equal(true);
    element.removeAttribute('paused');
    expect(element.paused).to.equal(false);
  });

  test('label names the strip', async () => {
    const element = await strip(html`<market-ticker label="Indices"></market-ticker>`, 'idle');
    expect(query(element, '[role="group"]').getAttribute('aria-label')).to.equal('Indices');
  });

  test('lang may change at any time, by property or attribute', async () => {
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
  test('properties that were set before the tag was known are kept', async () => {
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

  test('makes an element by script that works without a document', async () => {
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
