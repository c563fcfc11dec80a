import { expect, html } from '@open-wc/testing';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { describe, test } from 'vitest';
import { seed, seedRows } from '../../support/fixtures/seed.js';
import { listItems, nextFrame, query, itemsOf, allAnimated, laidOutFrame, rows, allRunning, strip } from './strip.js';

const label = (element: MarketTickerElement): string => query(element, '[role="group"]').getAttribute('aria-label')!;
const languageChanged = async (element: MarketTickerElement): Promise<void> => {
  // Mutation observers are called in a microtask.
  await Promise.resolve();
  await element.updateComplete;
};

describe('the language of the page', () => {
  test.each([
    ['en', 'Market prices', 'Pause', 'en'],
    ['ko-KR', '시장 지표', '일시정지', 'ko-KR'],
    ['ja', 'マーケット指標', '一時停止', 'ja'],
    ['zh', '市场行情', '暂停', 'zh'],
    ['zh-CN', '市场行情', '暂停', 'zh-CN'],
    ['zh-Hans-HK', '市场行情', '暂停', 'zh-Hans-HK'],
    ['zh-TW', '市場行情', '暫停', 'zh-TW'],
    ['zh-HK', '市場行情', '暫停', 'zh-HK'],
    ['zh-Hant', '市場行情', '暫停', 'zh-Hant'],
    // A language without a translation gets English, and the strip is marked as English for screen readers.
    ['ar', 'Market prices', 'Pause', 'en'],
  ])('%s: %s, %s', async (lang, name, pause, textLang) => {
    const element = await strip(html`<market-ticker lang=${lang} .data=${seed}></market-ticker>`, 'live');
    expect(label(element)).to.equal(name);
    expect(query(element, 'button').textContent.trim()).to.equal(pause);
    expect(query(element, '[role="group"]').lang).to.equal(textLang);
  });

  test('is that of the nearest ancestor, and is followed when it changes', async () => {
    const page = await strip(
      html`<div lang="en">
        <p><market-ticker .data=${seed}></market-ticker></p>
      </div>`,
    );
    const element = page.querySelector('market-ticker')!;
    await element.updateComplete;
    expect(rows(element)).to.deep.equal(seedRows);
    page.lang = 'ko';
    await languageChanged(element);
    expect(rows(element)[0]).to.equal('코스피 2,855.77 ▲ +43.72 +1.55%');
    expect(label(element)).to.equal('시장 지표');
    page.querySelector('p')!.lang = 'en-GB';
    await languageChanged(element);
    expect(label(element)).to.equal('Market prices');
  });

  test('is found outside the shadow root that contains the strip', async () => {
    const page = await strip(html`<div lang="en"><div id="host"></div></div>`);
    const root = page.querySelector('#host')!.attachShadow({ mode: 'open' });
    root.innerHTML = '<market-ticker></market-ticker>';
    const element = root.querySelector('market-ticker')!;
    element.data = seed;
    await element.updateComplete;
    page.lang = 'ja';
    await languageChanged(element);
    expect(label(element)).to.equal('マーケット指標');
  });

  test('is not followed by a strip that was removed', async () => {
    const page = await strip(html`<div lang="en"><market-ticker .data=${seed}></market-ticker></div>`);
    const element = page.querySelector('market-ticker')!;
    await element.updateComplete;
    element.remove();
    page.lang = 'ko';
    await languageChanged(element);
    expect(label(element)).to.equal('Market prices');
  });
});

describe('a strip on a right-to-left page', () => {
  test('runs to the right, with numbers and their signs written from left to right', async () => {
    const page = await strip(html`<div dir="rtl" lang="ar"><market-ticker .data=${seed}></market-ticker></div>`);
    const element = page.querySelector('market-ticker')!;
    await allAnimated(element);
    await allRunning(element);
    const left = (): number => listItems(element)[1]!.getBoundingClientRect().left;
    await laidOutFrame();
    const before = left();
    for (let frames = 0; frames < 10; frames++) await laidOutFrame();
    expect(left()).to.be.above(before);
    await nextFrame();
    expect(rows(element)).to.deep.equal(seedRows);
    const [first] = itemsOf(element);
    expect(getComputedStyle(first!.querySelector('[part="percent"]')!).direction).to.equal('ltr');
    const [name, price] = ['name', 'price'].map((part) =>
      first!.querySelector(`[part="${part}"]`)!.getBoundingClientRect(),
    );
    expect(price!.right).to.be.at.most(name!.left);
  });

  test('follows when the page’s direction changes', async () => {
    const page = await strip(html`<div><market-ticker paused .data=${seed}></market-ticker></div>`);
    const element = page.querySelector('market-ticker')!;
    await allAnimated(element);
    const inner = (): DOMRect => itemsOf(element)[0]!.getBoundingClientRect();
    const outer = (): DOMRect => query(element, '.viewport').getBoundingClientRect();
    expect(inner().left - outer().left).to.be.closeTo(0, 1);
    page.dir = 'rtl';
    await languageChanged(element);
    await laidOutFrame();
    expect(outer().right - inner().right).to.be.closeTo(0, 1);
    await nextFrame();
  });
});
