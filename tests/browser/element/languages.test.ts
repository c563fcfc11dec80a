import { expect, html } from '@open-wc/testing';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { describe, test } from 'vitest';
import { seed, seedRows } from '../../support/fixtures/seed.js';
import { listItems, nextFrame, query, itemsOf, allAnimated, laidOutFrame, rows, allRunning, strip } from './strip.js';

const label = (element: MarketTickerElement): string => query(element, '[role="group"]').getAttribute('aria-label')!;
const changed = async (element: MarketTickerElement): Promise<void> => {
  // Mutations are told in a microtask.
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
    // What has no words of its own speaks English, and says so to who reads it out.
    ['ar', 'Market prices', 'Pause', 'en'],
  ])('%s: %s, %s', async (lang, name, pause, words) => {
    const element = await strip(html`<market-ticker lang=${lang} .data=${seed}></market-ticker>`, 'live');
    expect(label(element)).to.equal(name);
    expect(query(element, 'button').textContent.trim()).to.equal(pause);
    expect(query(element, '[role="group"]').lang).to.equal(words);
  });

  test('is the nearest one, and may change above the strip at any time', async () => {
    const page = await strip(
      html`<div lang="en">
        <p><market-ticker .data=${seed}></market-ticker></p>
      </div>`,
    );
    const element = page.querySelector('market-ticker')!;
    await element.updateComplete;
    expect(rows(element)).to.deep.equal(seedRows);
    page.lang = 'ko';
    await changed(element);
    expect(rows(element)[0]).to.equal('코스피 2,855.77 ▲ +43.72 +1.55%');
    expect(label(element)).to.equal('시장 지표');
    page.querySelector('p')!.lang = 'en-GB';
    await changed(element);
    expect(label(element)).to.equal('Market prices');
  });

  test('is that of the page around a component, too', async () => {
    const page = await strip(html`<div lang="en"><div id="host"></div></div>`);
    const root = page.querySelector('#host')!.attachShadow({ mode: 'open' });
    root.innerHTML = '<market-ticker></market-ticker>';
    const element = root.querySelector('market-ticker')!;
    element.data = seed;
    await element.updateComplete;
    page.lang = 'ja';
    await changed(element);
    expect(label(element)).to.equal('マーケット指標');
  });

  test('is not followed by a strip that is no longer there', async () => {
    const page = await strip(html`<div lang="en"><market-ticker .data=${seed}></market-ticker></div>`);
    const element = page.querySelector('market-ticker')!;
    await element.updateComplete;
    element.remove();
    page.lang = 'ko';
    await changed(element);
    expect(label(element)).to.equal('Market prices');
  });
});

describe('a page from right to left', () => {
  test('runs the other way; numbers and their signs stay as they are', async () => {
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

  test('may become one at any time', async () => {
    const page = await strip(html`<div><market-ticker paused .data=${seed}></market-ticker></div>`);
    const element = page.querySelector('market-ticker')!;
    await allAnimated(element);
    const inner = (): DOMRect => itemsOf(element)[0]!.getBoundingClientRect();
    const outer = (): DOMRect => query(element, '.viewport').getBoundingClientRect();
    expect(inner().left - outer().left).to.be.closeTo(0, 1);
    page.dir = 'rtl';
    await changed(element);
    await laidOutFrame();
    expect(outer().right - inner().right).to.be.closeTo(0, 1);
    await nextFrame();
  });
});
