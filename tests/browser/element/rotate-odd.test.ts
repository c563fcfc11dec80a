// A rotating strip with odd feeds and pages, and while much happens to it.
import { expect } from '@open-wc/testing';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { afterEach, beforeEach, describe, onTestFinished, test } from 'vitest';
import { emulateMedia } from '../../support/browsers/media.js';
import { seed } from '../../support/fixtures/seed.js';
import { boxOf, fitOf, standing, stripIn, wholeItems } from './rotating-strip.js';
import {
  isChromium,
  itemsOf,
  laidOutFrame,
  nextFrame,
  query,
  queryAll,
  rows,
  segments,
  setPageHidden,
  viewportOf,
} from './strip.js';
import { waitUntil } from './wait-until.js';

beforeEach(() => sessionStorage.clear());
afterEach(() => nextFrame());

const rotate = { attributes: { layout: 'rotate' } };
const quick = { attributes: { layout: 'rotate', dwell: '2' } };
const names = (count: number): { id: string; price: number; previousClose: number }[] =>
  Array.from({ length: count }, (_, index) => ({ id: `ITEM ${index}`, price: 1000 + index, previousClose: 990 }));
const button = (element: MarketTickerElement, name: string): HTMLButtonElement =>
  [...element.renderRoot.querySelectorAll('button')].find((one) => one.textContent.trim() === name)!;

/** Lets so many ms pass, in frames. */
async function pass(ms: number): Promise<void> {
  for (const start = performance.now(); performance.now() - start < ms;) await nextFrame();
}

/** Waits until the strip shows these whole items and stands still. */
async function shows(element: MarketTickerElement, ...ids: string[]): Promise<void> {
  await waitUntil(() => String(wholeItems(element)) === String(ids), `shows ${ids}`).catch(() => undefined);
  expect(wholeItems(element)).to.deep.equal(ids);
}

describe('a rotating strip of', () => {
  test('one item stands still', async () => {
    const element = await stripIn(360, { ...quick, data: { ...seed, items: seed.items.slice(0, 1) } });
    for (const act of [() => element.next(), () => element.previous(), () => pass(2500)]) {
      await act();
      expect(segments(element).flatMap((segment) => segment.getAnimations())).to.deep.equal([]);
      expect(wholeItems(element)).to.deep.equal(['KOSPI']);
    }
  });

  test('two items shows them in turn', async () => {
    const element = await stripIn(360, { ...quick, data: { ...seed, items: seed.items.slice(0, 2) } });
    for (const id of ['KOSPI', 'KOSDAQ', 'KOSPI', 'KOSDAQ']) await shows(element, id);
    element.previous();
    await shows(element, 'KOSPI');
  });

  test('500 items goes to its end and its start, and from the end to the start', async () => {
    const element = await stripIn(360, { ...rotate, data: { items: names(500) } });
    await element.updateComplete;
    await shows(element, 'ITEM 0');
    const press = (key: string) =>
      button(element, 'Next').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
    press('End');
    await shows(element, 'ITEM 499');
    element.next();
    await shows(element, 'ITEM 0');
    element.previous();
    await shows(element, 'ITEM 499');
    press('Home');
    await shows(element, 'ITEM 0');
    expect(segments(element).filter((segment) => !('parked' in segment.dataset)).length).to.equal(1);
  });

  test('no items shows the items that come later', async () => {
    const element = await stripIn(360, { ...rotate, data: { ...seed, items: [] } });
    expect(wholeItems(element)).to.deep.equal([]);
    element.data = seed;
    await shows(element, 'KOSPI');
    element.data = { ...seed, generatedAt: '2025-06-09T15:33:05+09:00', items: [] };
    await element.updateComplete;
    element.next();
    element.data = { ...seed, generatedAt: '2025-06-09T15:34:05+09:00' };
    await waitUntil(() => wholeItems(element).length === 1, 'an item');
  });

  test('items that are wider than it shows one at a time, with whole numbers', async () => {
    const items = seed.items.map((item) => ({ ...item, name: `${item.id} ${'W'.repeat(60)}` }));
    const element = await stripIn(360, { ...rotate, data: { ...seed, items } });
    const seen = new Set<string>();
    for (let steps = 0; steps < 4; steps++) {
      const [id, ...others] = wholeItems(element);
      expect(others).to.deep.equal([]);
      seen.add(id!);
      element.next();
      await standing(element);
    }
    expect([...seen]).to.deep.equal(['KOSPI', 'KOSDAQ', 'KOSPI200', 'USD/KRW']);
  });
});

describe('the item that stands', () => {
  test('stays while others come and go, and while their order changes', async () => {
    const element = await stripIn(360, rotate);
    element.next();
    await shows(element, 'KOSDAQ');
    for (const order of [
      ['KOSPI', 'NEW', 'KOSDAQ', 'KOSPI200'],
      ['KOSDAQ', 'USD/KRW'],
      ['USD/KRW', 'NEW', 'KOSPI', 'KOSDAQ'],
    ]) {
      element.symbols = order.join();
      await element.updateComplete;
      await laidOutFrame();
      expect(wholeItems(element), String(order)).to.deep.equal(['KOSDAQ']);
    }
  });

  test('is followed by the next one when it goes', async () => {
    const element = await stripIn(360, rotate);
    element.next();
    await shows(element, 'KOSDAQ');
    element.symbols = 'KOSPI KOSPI200 USD/KRW';
    await element.updateComplete;
    await laidOutFrame();
    expect(wholeItems(element)).to.deep.equal(['KOSPI200']);
  });

  test('is replaced at once during a step, and nothing of the step stays', async () => {
    const element = await stripIn(360, rotate);
    element.next();
    await nextFrame();
    element.symbols = 'USD/KRW KOSPI200';
    await element.updateComplete;
    await laidOutFrame();
    expect(wholeItems(element).length).to.equal(1);
    await standing(element);
    expect(segments(element).filter((segment) => !('parked' in segment.dataset)).length).to.equal(1);
  });

  test('stays when the strip is taken out of the page and put back', async () => {
    const element = await stripIn(360, rotate);
    element.next();
    await shows(element, 'KOSDAQ');
    const box = boxOf(element);
    element.remove();
    await nextFrame();
    box.append(element);
    await element.updateComplete;
    await laidOutFrame();
    expect(wholeItems(element)).to.deep.equal(['KOSDAQ']);
    element.remove();
    box.append(element);
    await element.updateComplete;
    await laidOutFrame();
    expect(wholeItems(element)).to.deep.equal(['KOSDAQ']);
  });

  test('stays when another font makes all items wider', async () => {
    const element = await stripIn(360, rotate);
    element.next();
    await shows(element, 'KOSDAQ');
    boxOf(element).style.fontFamily = 'monospace';
    await laidOutFrame();
    await laidOutFrame();
    expect(wholeItems(element)).to.deep.equal(['KOSDAQ']);
    boxOf(element).style.fontSize = '24px';
    await laidOutFrame();
    await laidOutFrame();
    expect(itemsOf(element)[1]!.getBoundingClientRect().left).to.be.closeTo(
      viewportOf(element).getBoundingClientRect().left,
      100,
    );
  });
});

describe('quick changes', () => {
  test('end where the last of them leads', async () => {
    const element = await stripIn(360, { ...rotate, data: { items: names(12) } });
    for (let steps = 0; steps < 5; steps++) element.next();
    await shows(element, 'ITEM 5');
    for (let steps = 0; steps < 7; steps++) {
      element.previous();
      await nextFrame();
    }
    await shows(element, 'ITEM 10');
    element.next();
    element.previous();
    await shows(element, 'ITEM 10');
    await standing(element);
    expect(segments(element).filter((segment) => !('parked' in segment.dataset)).length).to.equal(1);
    expect(element.shadowRoot!.getAnimations()).to.deep.equal([]);
  });

  test('animations that others cancel leave the new item in its place', async () => {
    const element = await stripIn(360, rotate);
    element.next();
    for (const animation of element.shadowRoot!.getAnimations()) animation.cancel();
    await nextFrame();
    expect(wholeItems(element)).to.deep.equal(['KOSDAQ']);
    expect(segments(element).filter((segment) => !('parked' in segment.dataset)).length).to.equal(1);
  });
});

describe('in its page', () => {
  test('a strip that has no box at first shows its items when it has one', async () => {
    for (const hide of [
      (element: MarketTickerElement) => (element.hidden = true),
      (element: MarketTickerElement) => (boxOf(element).style.display = 'none'),
    ]) {
      const box = document.createElement('div');
      box.style.width = '360px';
      const element = document.createElement('market-ticker');
      element.layout = 'rotate';
      element.data = seed;
      box.append(element);
      hide(element);
      document.body.append(box);
      onTestFinished(() => box.remove());
      await element.updateComplete;
      await laidOutFrame();
      element.hidden = false;
      box.style.display = '';
      await laidOutFrame();
      await laidOutFrame();
      expect(wholeItems(element).length).to.be.at.least(1);
      expect(wholeItems(element)[0]).to.equal('KOSPI');
      element.next();
      await shows(element, 'KOSDAQ');
    }
  });

  test('a strip that another document adopts goes on there', async () => {
    const element = await stripIn(360, rotate);
    element.next();
    await shows(element, 'KOSDAQ');
    const frame = document.createElement('iframe');
    frame.style.cssText = 'inline-size: 360px; border: 0';
    document.body.append(frame);
    onTestFinished(() => frame.remove());
    frame.contentDocument!.body.style.margin = '0';
    frame.contentDocument!.body.append(element);
    await element.updateComplete;
    await waitUntil(() => String(wholeItems(element)) === 'KOSDAQ', 'stands there');
    element.next();
    await shows(element, 'KOSPI200');
  });

  test.each([
    ['rtl', 'direction: rtl'],
    ['zoomed', 'zoom: 2'],
    ['scaled', 'transform: scale(1.5); transform-origin: 0 0'],
    ['vertical', 'writing-mode: vertical-rl; block-size: 360px; inline-size: 300px'],
  ])('a strip of a page that is %s shows whole items, from the first to the last', async (_, style) => {
    const element = await stripIn(360, { ...rotate, link: false, style });
    const seen: string[] = [];
    for (let steps = 0; steps < 6 && !seen.includes('USD/KRW'); steps++) {
      const whole = wholeItems(element);
      expect(whole.length).to.be.at.least(1);
      seen.push(...whole);
      element.next();
      await standing(element);
    }
    expect(seen).to.deep.equal(['KOSPI', 'KOSDAQ', 'KOSPI200', 'USD/KRW']);
  });

  test('a strip from right to left begins at the right, and the left arrow key leads on', async () => {
    const element = await stripIn(1000, { ...rotate, link: false, style: 'direction: rtl' });
    const viewport = viewportOf(element).getBoundingClientRect();
    const [first, second] = itemsOf(element).map((item) => item.getBoundingClientRect());
    expect(first!.right).to.be.closeTo(viewport.right, 1.1);
    expect(second!.right).to.be.below(first!.left + 1);
    const before = wholeItems(element);
    button(element, 'Next').dispatchEvent(
      new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true, composed: true }),
    );
    await standing(element);
    expect(wholeItems(element)[0]).to.equal(seed.items[before.length]!.id);
  });

  test('translated names stay whole, and the numbers too', async () => {
    const element = await stripIn(360, rotate);
    for (const name of queryAll(element, '[part~="name"]'))
      name.innerHTML = '<font><font>Der Index der Börse in Seoul</font></font>';
    await laidOutFrame();
    await laidOutFrame();
    const [viewport, item] = [viewportOf(element).getBoundingClientRect(), itemsOf(element)[0]!];
    for (const part of ['price', 'change', 'percent']) {
      const { left, right } = item.querySelector(`[part~="${part}"]`)!.getBoundingClientRect();
      expect([left >= viewport.left - 0.6, right <= viewport.right + 0.6], part).to.deep.equal([true, true]);
    }
  });

  test.runIf(isChromium)('paper has every item once, also during a step', async () => {
    const element = await stripIn(700, { ...rotate, data: { ...seed, items: [...seed.items, ...names(8)] } });
    element.next();
    await nextFrame();
    for (const animation of element.shadowRoot!.getAnimations()) animation.pause();
    await emulateMedia({ media: 'print' });
    const box = element.getBoundingClientRect();
    const boxes = itemsOf(element).map((item) => item.getBoundingClientRect());
    expect(boxes.length).to.equal(12);
    for (const [index, one] of boxes.entries()) {
      expect([one.top >= box.top - 0.5, one.bottom <= box.bottom + 0.5], rows(element)[index]).to.deep.equal([
        true,
        true,
      ]);
      for (const other of boxes.slice(index + 1)) {
        const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        expect(wide > 0.5 && high > 0.5, 'overlap').to.equal(false);
      }
    }
  });
});

describe('time', () => {
  test.each([
    ['0', 4],
    ['1.9', 4],
    ['61', 4],
    ['soon', 4],
    ['2', 2],
    ['60', 60],
    ['2.5', 2.5],
  ])('a dwell of %s means %s seconds', async (value, expected) => {
    const element = await stripIn(360, { attributes: { layout: 'rotate', dwell: value } });
    expect(element.dwell).to.equal(expected);
  });

  test('a strip of a hidden page, under the pointer or with the focus takes no step, and rests a whole dwell time afterwards', async () => {
    const items = seed.items.map((item) => ({ ...item, url: `#${item.id}` }));
    const element = await stripIn(360, { ...quick, data: { ...seed, items } });
    const pointer = (type: string) =>
      viewportOf(element).dispatchEvent(new PointerEvent(type, { pointerType: 'mouse', clientX: 100 }));
    const holds: [name: string, hold: () => unknown, release: () => unknown][] = [
      ['hidden', () => setPageHidden(true), () => setPageHidden(false)],
      ['hover', () => pointer('pointerenter'), () => pointer('pointerleave')],
      [
        'focus',
        () => query(element, 'li a').focus({ focusVisible: true } as FocusOptions),
        () => query(element, 'li a').blur(),
      ],
    ];
    for (const [name, hold, release] of holds) {
      const before = wholeItems(element)[0]!;
      hold();
      const held = wholeItems(element)[0]!;
      if (name !== 'focus') expect(held).to.equal(before);
      await pass(2600);
      expect(wholeItems(element), name).to.deep.equal([held]);
      release();
      await pass(1700);
      expect(wholeItems(element), `after ${name}`).to.deep.equal([held]);
      await waitUntil(
        () => wholeItems(element)[0] !== held && wholeItems(element).length === 1,
        `a step after ${name}`,
      );
      await standing(element);
    }
  }, 60_000);

  test('Space pauses a strip and lets it go on', async () => {
    const element = await stripIn(360, quick);
    const space = () =>
      viewportOf(element).dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true, composed: true }));
    space();
    await element.updateComplete;
    await pass(2600);
    expect(wholeItems(element)).to.deep.equal(['KOSPI']);
    space();
    await shows(element, 'KOSDAQ');
  });

  test.runIf(isChromium)(
    'a reader who wants less motion gets no step, buttons that change the items at once, and one that starts the motion',
    async () => {
      await emulateMedia({ reducedMotion: 'reduce' });
      const element = await stripIn(360, quick);
      await pass(2600);
      expect(wholeItems(element)).to.deep.equal(['KOSPI']);
      button(element, 'Next').click();
      expect(element.shadowRoot!.getAnimations()).to.deep.equal([]);
      expect(wholeItems(element)).to.deep.equal(['KOSDAQ']);
      button(element, 'Previous').click();
      expect(wholeItems(element)).to.deep.equal(['KOSPI']);
      button(element, 'Start motion').click();
      await element.updateComplete;
      await shows(element, 'KOSDAQ');
      await waitUntil(() => segments(element).some((segment) => segment.getAnimations().length > 0), 'slides');
      expect(fitOf(element)).to.include('two-lines');
    },
  );
});
