// Other scripts write into the open shadow root: translators, highlighters and spelling checkers of the page or the browser.
import { expect, html } from '@open-wc/testing';
import Mark from 'mark.js';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { describe, test } from 'vitest';
import { seed, seedRows, seedWith } from '../../support/fixtures/seed.js';
import { itemsOf, laidOutFrame, query, queryAll, rowOf, rows, strip } from './strip.js';
import { waitUntil } from './wait-until.js';

const textsIn = (root: Node): Text[] => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  return texts.filter(({ data }) => data.trim());
};

const words = (root: Node): string => root.textContent!.replace(/\s+/g, ' ').trim();

function wrap(text: Text): void {
  const wrapper = document.createElement('font');
  text.replaceWith(wrapper);
  wrapper.append(document.createElement('font'));
  wrapper.firstChild!.textContent = `translated ${text.data}`;
}

const treatments: Record<string, (root: Element) => void> = {
  'wraps every text in elements of its own': (root) => textsIn(root).forEach(wrap),
  'replaces every text node by another': (root) =>
    textsIn(root).forEach((text) => text.replaceWith(`translated ${text.data}`)),
  'writes other words into the text nodes': (root) =>
    textsIn(root).forEach((text) => (text.data = `translated ${text.data}`)),
  'sets the text of every element': (root) =>
    textsIn(root).forEach(({ parentElement }) => (parentElement!.textContent = 'translated')),
  'sets the markup of every element': (root) =>
    textsIn(root).forEach(({ parentElement }) => (parentElement!.innerHTML = '<!-- 1 --><i>translated</i>')),
  'puts its translation after every text': (root) =>
    textsIn(root).forEach((text) => text.after(Object.assign(document.createElement('font'), { textContent: 'too' }))),
  'splits every text': (root) => textsIn(root).forEach((text) => text.data.length > 1 && text.splitText(1)),
  'splits and joins the texts': (root) => {
    textsIn(root).forEach((text) => text.data.length > 1 && text.splitText(1));
    root.normalize();
  },
  'removes every text': (root) => textsIn(root).forEach((text) => text.remove()),
  'marks digits, with mark.js': (root) => new Mark(root as HTMLElement).markRegExp(/\d/g),
  'marks digits and takes the marks back, with mark.js': (root) => {
    const marks = new Mark(root as HTMLElement);
    marks.markRegExp(/\d/g);
    marks.unmark();
  },
};

/** The seed feed later: all that an item shows has changed, because a text that has not changed is not written again. */
const later = {
  ...seed,
  items: seed.items.map(({ id }, index) => ({
    id,
    name: `Later ${index}`,
    price: 100 + index,
    change: id === 'USD/KRW' ? 1 : -1,
    state: index ? 'halted' : 'closed',
  })),
};
const laterRows = [
  'Later 0 100.00 ▼ −1.00 −0.99%',
  'Later 1 101.00 ▼ −1.00 −0.98%',
  'Later 2 102.00 ▼ −1.00 −0.97%',
  'Later 3 103.00 ▲ +1.00 +0.98%',
];
const laterSpoken = [
  'Later 0 100.00, down 1.00, 0.99 percent',
  'Later 1 101.00, down 1.00, 0.98 percent, Halted',
  'Later 2 102.00, down 1.00, 0.97 percent, Halted',
  'Later 3 103.00, up 1.00, 0.98 percent, Halted',
];

const root = (element: MarketTickerElement): HTMLElement => query(element, '.strip');

async function show(element: MarketTickerElement, data: unknown): Promise<void> {
  element.data = data;
  await element.updateComplete;
  await laidOutFrame();
}

describe.each(Object.entries(treatments))('after a script %s', (_, treat) => {
  test.each(['scroll', 'row', 'grid'])(
    'the next values are shown, and nothing else stays beside them: %s',
    async (layout) => {
      const element = await strip(html`<market-ticker paused layout=${layout} .data=${seed}></market-ticker>`, 'live');
      await laidOutFrame();
      treat(root(element));
      element.play();
      await show(element, later);
      // Items and copies out of sight are written later.
      const all = (): string[] => queryAll(element, '[part~="item"]').map(rowOf);
      await waitUntil(() => all().every((row) => laterRows.includes(row)), 'all are written', { timeout: 10_000 });
      expect(rows(element)).to.deep.equal(laterRows);
      expect(itemsOf(element).map((item) => words(item.querySelector('.spoken')!))).to.deep.equal(laterSpoken);
      expect(itemsOf(element).map((item) => item.querySelector('[part="badge"]')?.textContent ?? '')).to.deep.equal([
        '',
        'Halted',
        'Halted',
        'Halted',
      ]);
    },
  );

  test('the words follow the language of the page', async () => {
    const page = await strip(html`<div lang="en"><market-ticker .data=${seed}></market-ticker></div>`);
    const element = page.querySelector('market-ticker')!;
    await element.updateComplete;
    await laidOutFrame();
    treat(root(element));
    page.lang = 'ko';
    await Promise.resolve();
    await element.updateComplete;
    expect(queryAll(element, 'button').map(words)).to.deep.equal(['일시정지', '이전', '다음']);
    expect(words(query(element, '[part="name"]'))).to.equal('코스피');
    expect(words(query(element, '[part="time"]'))).to.match(/^2025년 6월 9일 .* 기준 · 20분 지연 · .* · KRX$/);
    expect(words(query(element, '.spoken'))).to.equal('코스피 2,855.77, 43.72포인트 상승, 1.55퍼센트');
  });

  test('failures and items that come and go are shown', async () => {
    const element = await strip(
      html`<market-ticker .data=${seedWith({ KOSDAQ: { trend: [1, 2], state: 'open' } })}></market-ticker>`,
      'live',
    );
    await laidOutFrame();
    treat(root(element));
    await show(element, 'no feed');
    expect(words(query(element, '[part="status"]'))).to.equal('Update failed');
    treat(root(element));
    await show(element, { ...later, items: [later.items[1], { id: 'NEW', price: 1 }, later.items[2]] });
    expect(words(query(element, '[part="status"]'))).to.equal('');
    expect(words(query(element, '.hidden[aria-live]'))).to.equal('Up to date again');
    expect(rows(element)).to.deep.equal([laterRows[1], 'NEW 1.00 – –', laterRows[2]]);
    await show(element, seed);
    expect(rows(element)).to.deep.equal(seedRows);
  });
});

test('a translation of a text that does not change is left alone', async () => {
  const element = await strip(html`<market-ticker .data=${seed}></market-ticker>`, 'live');
  await laidOutFrame();
  textsIn(root(element)).forEach(wrap);
  await show(element, seedWith({ KOSDAQ: { price: 765 } }));
  expect(rows(element).map((row) => row.includes('translated'))).to.deep.equal([true, true, true, true]);
  expect(itemsOf(element)[1]!.querySelector('[part="price"]')!.innerHTML).to.equal('765.00');
});

test('translators are asked to leave numbers, signs and the names of instruments alone, but not words', async () => {
  const data = seedWith({ KOSDAQ: { state: 'halted' } });
  const element = await strip(html`<market-ticker .data=${data}></market-ticker>`, 'live');
  const translatable = (part: string): boolean => query(element, part).translate;
  const numbers = ['name', 'price', 'arrow', 'change', 'percent'].map((part) => `[part~="${part}"]`);
  expect(numbers.map(translatable)).to.deep.equal([false, false, false, false, false]);
  const texts = ['[part="badge"]', '[part="time"]', '[part="status"]', 'button', '.spoken'];
  expect(texts.map(translatable)).to.deep.equal([true, true, true, true, true]);
});

test.each(['li', '.quote'])(
  'a translation that a script adds to a whole item is not shown beside it: %s',
  async (box) => {
    const element = await strip(html`<market-ticker .data=${seed}></market-ticker>`, 'live');
    await laidOutFrame();
    for (const parent of queryAll(element, `[part~="item"]${box === 'li' ? '' : ' .quote'}`))
      parent.insertAdjacentHTML('beforeend', '<font><br><font>old 2,855.77</font></font>');
    await show(element, later);
    expect(itemsOf(element).map((item) => item.innerText.includes('old'))).to.deep.equal([false, false, false, false]);
  },
);
