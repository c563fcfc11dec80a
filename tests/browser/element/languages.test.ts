import { expect, html } from '@open-wc/testing';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { describe, onTestFinished, test, vi } from 'vitest';
import { seed, seedRows } from '../../support/fixtures/seed.js';
import {
  hasLightDark,
  isWebKit,
  listItems,
  nextFrame,
  query,
  itemsOf,
  allAnimated,
  laidOutFrame,
  rows,
  allRunning,
  strip,
} from './strip.js';
import { waitUntil } from './wait-until.js';

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

  test.each([
    ['ko_KR', '일시정지', 'red-blue'],
    ['ja_JP.UTF-8', '一時停止', 'red-blue'],
    ['zh_TW', '暫停', 'red-green'],
    ['zh_HK', '暫停', 'green-red'],
    ['kr', '일시정지', 'red-blue'],
    [' KO ', '일시정지', 'red-blue'],
  ])('is understood as it is often misspelt: lang="%s"', async (lang, pause, palette) => {
    const element = await strip(html`<market-ticker lang=${lang} .data=${seed}></market-ticker>`, 'live');
    expect(query(element, 'button').textContent.trim()).to.equal(pause);
    expect(query(element, '.strip').classList.contains(palette)).to.equal(true);
  });

  test('is English where a lang states no language, and the console says so once', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    onTestFinished(() => warn.mockRestore());
    const page = await strip(
      html`<div lang="한국어">
        <market-ticker .data=${seed}></market-ticker>
        <market-ticker .data=${seed}></market-ticker>
      </div>`,
    );
    for (const element of page.querySelectorAll('market-ticker')) {
      await element.updateComplete;
      expect(label(element)).to.equal('Market prices');
    }
    expect(warn.mock.calls).to.deep.equal([
      ['<market-ticker lang="한국어"> expects a BCP 47 language tag, such as ko-KR'],
    ]);
  });

  test('is English inside an empty lang, whatever the page around it says', async () => {
    const page = await strip(
      html`<div lang="ko">
        <p lang=""><market-ticker .data=${seed}></market-ticker></p>
      </div>`,
    );
    const element = page.querySelector('market-ticker')!;
    await element.updateComplete;
    expect(label(element)).to.equal('Market prices');
  });

  test('selects a name of the feed whose language is written with an underscore', async () => {
    const data = [{ id: 'KOSPI', price: 2855.77, name: { en_US: 'KOSPI', ko_KR: '코스피' } }];
    const element = await strip(html`<market-ticker lang="ko" .data=${data}></market-ticker>`, 'live');
    expect(rows(element)[0]).to.match(/^코스피 /);
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

  // Known fault: WPE WebKit 2.38 reports no change of size here, so the strip follows only when it is measured again.
  test.skipIf(isWebKit && !hasLightDark)('follows when the page’s direction changes', async () => {
    const page = await strip(html`<div><market-ticker paused .data=${seed}></market-ticker></div>`);
    const element = page.querySelector('market-ticker')!;
    await allAnimated(element);
    const inner = (): DOMRect => itemsOf(element)[0]!.getBoundingClientRect();
    const outer = (): DOMRect => query(element, '.viewport').getBoundingClientRect();
    expect(inner().left - outer().left).to.be.closeTo(0, 1);
    page.dir = 'rtl';
    await languageChanged(element);
    await waitUntil(() => Math.abs(outer().right - inner().right) <= 1, 'the items are at the other end');
    await nextFrame();
  });
});
