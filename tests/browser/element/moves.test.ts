import { expect, html } from '@open-wc/testing';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { describe, onTestFinished, test } from 'vitest';
import { seed } from '../../support/fixtures/seed.js';
import { serveFeed } from '../../support/feed-server/feed.js';
import {
  allAnimated,
  allRunning,
  atRest,
  laidOutFrame,
  listItems,
  nextFrame,
  queryAll,
  query,
  rows,
  segments,
  strip,
} from './strip.js';
import { waitUntil } from './wait-until.js';

const linked = Array.from({ length: 12 }, (_, index) => ({ id: `I${index}`, price: 1000 + index, url: `#i${index}` }));
const links = (element: MarketTickerElement): HTMLElement[] => queryAll(element, 'ul:not([aria-hidden]) a[href]');
const focused = (element: MarketTickerElement): Element | null => element.shadowRoot!.activeElement;
const lefts = (element: MarketTickerElement): number[] =>
  listItems(element).map((item) => item.getBoundingClientRect().left);

/**
 * Puts the focus on the link of an item. An earlier test may have left the focus in the browser's own controls, from where
 * Firefox gives it back to no script; the event that the link then lacks is dispatched here.
 */
function focusLink(element: MarketTickerElement): HTMLElement {
  const link = links(element)[1]!;
  window.focus();
  link.focus();
  if (!document.hasFocus()) link.dispatchEvent(new FocusEvent('focusin', { bubbles: true, composed: true }));
  return link;
}

/** A strip in the first of two boxes. */
async function inBox(template = html`<market-ticker .data=${linked}></market-ticker>`) {
  const page = await strip(
    html`<div>
      <div>${template}</div>
      <div></div>
    </div>`,
  );
  const element = page.querySelector('market-ticker')!;
  await element.updateComplete;
  return { page, element, first: page.children[0]!, second: page.children[1]! };
}

/** The ways in which scripts take a strip out of the page and put it back, or move it. */
const ways: Record<string, (element: MarketTickerElement, to: Element) => unknown> = {
  'is moved': (element, to) => to.append(element),
  'is taken out and put back at once': (element, to) => {
    element.remove();
    to.append(element);
  },
  'is put back some frames later': async (element, to) => {
    element.remove();
    await nextFrame();
    await nextFrame();
    to.append(element);
  },
  'is moved with everything around it': (element) => {
    const box = element.parentElement!;
    box.parentElement!.append(box);
  },
  'goes through a fragment': (element, to) => {
    const fragment = new DocumentFragment();
    fragment.append(element);
    to.append(fragment);
  },
  'goes through another document': (element, to) => {
    document.implementation.createHTMLDocument().body.append(element);
    to.append(element);
  },
  'is moved with its state, where the browser can': (element, to) => {
    const mover = to as Element & { moveBefore?: (node: Node, before: null) => void };
    if (mover.moveBefore) mover.moveBefore(element, null);
    else to.append(element);
  },
};

describe.each(Object.entries(ways))('a strip that %s', (_, move) => {
  test('keeps the focus', async () => {
    const { element, second } = await inBox();
    const link = focusLink(element);
    await move(element, second);
    await element.updateComplete;
    expect(focused(element)).to.equal(link);
    expect([window.scrollX, window.scrollY]).to.deep.equal([0, 0]);
  });

  test('leaves the focus to what has taken it', async () => {
    const { page, element, second } = await inBox();
    const button = document.createElement('button');
    page.append(button);
    focusLink(element);
    const moved = move(element, second);
    button.focus();
    await moved;
    await element.updateComplete;
    expect(document.activeElement).to.equal(button);
  });

  test('takes no focus that it did not have', async () => {
    const { element, second } = await inBox();
    focusLink(element).blur();
    links(element)[1]!.dispatchEvent(new FocusEvent('focusout', { bubbles: true, composed: true }));
    await Promise.resolve();
    await move(element, second);
    await element.updateComplete;
    expect(focused(element)).to.equal(null);
  });

  test.each(['ltr', 'rtl'])('keeps the scroll position of a still row: %s', async (dir) => {
    const row = html`<market-ticker
      layout="row"
      dir=${dir}
      style="inline-size: 300px"
      .data=${linked}
    ></market-ticker>`;
    const { element, second } = await inBox(row);
    const viewport = query(element, '.viewport');
    const scrollLeft = dir === 'ltr' ? 240 : -240;
    const scrolled = new Promise((resolve) => viewport.addEventListener('scroll', resolve, { once: true }));
    viewport.scrollLeft = scrollLeft;
    await scrolled;
    await move(element, second);
    await element.updateComplete;
    await laidOutFrame();
    expect(viewport.scrollLeft).to.equal(scrollLeft);
  });

  test('goes on from its position, and is not held by a pointer that it has lost', async () => {
    const { element, second } = await inBox(html`<market-ticker speed="2000" .data=${linked}></market-ticker>`);
    await allAnimated(element);
    await waitUntil(() => Math.abs(lefts(element)[0]!) > 300, 'the strip has moved', { interval: 5 });
    element.speed = 1;
    await element.updateComplete;
    const viewport = query(element, '.viewport');
    const pointer = (type: string) =>
      viewport.dispatchEvent(new PointerEvent(type, { pointerType: 'mouse', isPrimary: true, pointerId: 7 }));
    pointer('pointerenter');
    pointer('pointerdown');
    await atRest(element);
    const before = lefts(element);
    await move(element, second);
    await element.updateComplete;
    await allAnimated(element);
    await nextFrame();
    // It may have moved on for some seconds since then, at 1 px a second.
    lefts(element).forEach((left, index) => expect(left).to.be.closeTo(before[index]!, 30));
    await allRunning(element);
  });

  test('stays paused, where it stood', async () => {
    const { element, second } = await inBox();
    await allAnimated(element);
    await allRunning(element);
    query<HTMLButtonElement>(element, 'button').click();
    await element.updateComplete;
    await atRest(element);
    const before = lefts(element);
    await move(element, second);
    await element.updateComplete;
    await allAnimated(element);
    await atRest(element);
    expect(element.paused).to.equal(true);
    lefts(element).forEach((left, index) => expect(left).to.be.closeTo(before[index]!, 0.1));
  });
});

describe('a strip in another document', () => {
  /** A frame of the page, in which strips can be put. */
  async function frame(attributes = ''): Promise<HTMLIFrameElement> {
    const page = await strip(html`<div></div>`);
    page.innerHTML = `<iframe style="inline-size: 900px; block-size: 100px" ${attributes}></iframe>`;
    const frame = page.querySelector('iframe')!;
    if (attributes) await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    return frame;
  }

  /** Checks that the strip has its styles, and that nothing jumps when it stops, as its clock were another. */
  async function expectToWork(element: MarketTickerElement): Promise<void> {
    await allAnimated(element);
    await allRunning(element);
    const view = element.ownerDocument.defaultView!;
    expect(view.getComputedStyle(query(element, '.segment')).position).to.equal('absolute');
    expect(element.offsetHeight).to.be.below(60);
    const before = lefts(element);
    await nextFrame();
    await nextFrame();
    expect(lefts(element)).not.to.deep.equal(before);
    const moving = lefts(element);
    element.pause();
    await element.updateComplete;
    await atRest(element);
    const distances = lefts(element).map((left, index) => Math.abs(left - moving[index]!));
    expect(Math.min(...distances)).to.be.below(60);
    const viewport = query(element, '.viewport').getBoundingClientRect();
    const covered = listItems(element)
      .map((item) => item.getBoundingClientRect())
      .filter(({ left, right }) => right > viewport.left && left < viewport.right)
      .reduce((sum, { left, right }) => sum + Math.min(right, viewport.right) - Math.max(left, viewport.left), 0);
    expect(covered / viewport.width).to.be.above(0.98);
    element.play();
  }

  test('has its styles and moves: in a frame, and back in the page', async () => {
    const { contentDocument } = await frame();
    const { element, second } = await inBox(html`<market-ticker layout="scroll" .data=${seed}></market-ticker>`);
    await allAnimated(element);
    for (const place of [contentDocument!.body, second, contentDocument!.body]) {
      place.append(element);
      await element.updateComplete;
      await expectToWork(element);
    }
  });

  test('has its styles and moves if it has never been in the page of its script', async () => {
    const { contentDocument } = await frame();
    const element = document.createElement('market-ticker');
    element.layout = 'scroll';
    element.data = seed;
    contentDocument!.body.append(element);
    await element.updateComplete;
    await expectToWork(element);
  });

  test('works in the page after its frame was removed', async () => {
    const iframe = await frame();
    const { element, second } = await inBox(html`<market-ticker .data=${seed}></market-ticker>`);
    iframe.contentDocument!.body.append(element);
    await element.updateComplete;
    await allRunning(element);
    iframe.remove();
    second.append(element);
    await element.updateComplete;
    await expectToWork(element);
  });

  test('keeps its feed without a further request, through documents with and without a window', async () => {
    const feed = await serveFeed([{ body: seed }]);
    const { contentDocument } = await frame();
    const { element, second } = await inBox(html`<market-ticker src=${feed.url}></market-ticker>`);
    await waitUntil(() => element.status === 'live', 'live');
    const template = document.createElement('template');
    for (const place of [
      contentDocument!.body,
      second,
      template.content,
      second,
      document.implementation.createHTMLDocument().body,
      second,
    ]) {
      place.append(element);
      if (element.isConnected && element.ownerDocument.defaultView) {
        await element.updateComplete;
        await nextFrame();
        expect(rows(element)[0]).to.equal('KOSPI 2,855.77 ▲ +43.72 +1.55%');
      }
    }
    expect((await feed.requests()).length).to.equal(1);
  });

  test('resolves the address of its feed against that document', async () => {
    const feed = await serveFeed([{ body: seed }]);
    const { contentDocument } = await frame();
    const [, base, name] = /^(.*\/)([^/]+)$/.exec(feed.url)!;
    contentDocument!.head.innerHTML = `<base href="${base}">`;
    const element = document.createElement('market-ticker');
    element.src = name!;
    contentDocument!.body.append(element);
    onTestFinished(() => element.remove());
    await waitUntil(() => element.status === 'live', 'live');
  });

  test('stands still while the window of that document is hidden', async () => {
    const { contentDocument } = await frame();
    const { element } = await inBox(html`<market-ticker .data=${seed}></market-ticker>`);
    contentDocument!.body.append(element);
    await element.updateComplete;
    await allRunning(element);
    Object.defineProperty(Object.getPrototypeOf(contentDocument), 'hidden', { value: true, configurable: true });
    contentDocument!.dispatchEvent(new Event('visibilitychange'));
    expect(segments(element)[0]!.getAnimations()[0]!.playState).to.equal('paused');
  });
});
