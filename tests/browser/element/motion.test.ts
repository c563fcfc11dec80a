import { expect, html } from '@open-wc/testing';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { describe, test } from 'vitest';
import { commands } from 'vitest/browser';
import { seed, seedRows, seedWith, ticked } from '../../support/fixtures/seed.js';
import {
  queryAll,
  atRest,
  listItems,
  nextFrame,
  query,
  isChromium,
  isWebKit,
  itemsOf,
  allAnimated,
  rows,
  allRunning,
  strip,
  segments,
} from './strip.js';
import { waitUntil } from './wait-until.js';

const wide = html`<style>
  market-ticker {
    inline-size: 800px;
  }
</style>`;

async function movingStrip(speed = 60): Promise<MarketTickerElement> {
  const page = await strip(html`<div>${wide}<market-ticker speed=${speed} .data=${seed}></market-ticker></div>`);
  const element = page.querySelector('market-ticker')!;
  await allAnimated(element);
  // In the frame after its first measurement, the strip stops holding its height.
  await nextFrame();
  return element;
}

const leftOf = (item: Element): number => item.getBoundingClientRect().left;

/**
 * The tolerance in px at a speed in px per second. WebKit rounds all times to milliseconds: the test compares two times, and the
 * marquee reads two more when it changes its widths.
 */
const tolerance = (speed: number): number => 0.1 + (isWebKit ? (4 * speed) / 1000 : 0);

/** The positions of all list items, and the time of the document's timeline. */
function snapshot(element: MarketTickerElement) {
  return { at: document.timeline.currentTime as number, lefts: listItems(element).map(leftOf) };
}

/** By how many px each item is off from uniform motion since a snapshot. Whole laps are ignored. */
function drift(
  element: MarketTickerElement,
  before: ReturnType<typeof snapshot>,
  speed: number,
  now = snapshot(element),
): number[] {
  const lap = segments(element).reduce((sum, segment) => sum + segment.getBoundingClientRect().width, 0);
  return now.lefts.map((left, index) => {
    const off = left - (before.lefts[index]! - ((now.at - before.at) * speed) / 1000);
    return off - Math.round(off / lap) * lap;
  });
}

/**
 * A snapshot of uniform motion. Two frames in a row must agree on it, because the positions that WebKit gives on a busy machine
 * can be those of another frame than its time.
 */
async function steadySnapshot(element: MarketTickerElement, speed: number) {
  let last = snapshot(element);
  for (let frames = 0; frames < 200; frames++) {
    await nextFrame();
    const next = snapshot(element);
    if (Math.max(...drift(element, last, speed, next).map(Math.abs)) < tolerance(speed)) return next;
    last = next;
  }
  throw new Error(`No two frames in a row agree on a motion of ${speed} px/s`);
}

describe('the marquee', () => {
  test('moves every item at the speed that is set', async () => {
    const element = await movingStrip(120);
    const before = await steadySnapshot(element, 120);
    await waitUntil(() => (document.timeline.currentTime as number) - before.at > 300);
    const after = await steadySnapshot(element, 120);
    expect(Math.max(...drift(element, before, 120, after).map(Math.abs))).to.be.below(tolerance(120));
  });

  test('changes its speed from where it is', async () => {
    const element = await movingStrip(2000);
    const first = listItems(element)[0]!;
    const start = leftOf(query(element, '[part="viewport"]'));
    await waitUntil(() => leftOf(first) > start + 400, 'the strip has moved 400 px', { interval: 5 });
    await nextFrame();
    const before = snapshot(element);
    element.speed = 30;
    await element.updateComplete;
    await nextFrame();
    // The compositor is ahead of the timeline, which only frames advance.
    const travel = (performance.now() - before.at) * 2;
    for (const off of drift(element, before, 0)) expect(off).to.be.within(-travel - 1, 1);
  });

  test('begins with the first item at the strip’s start', async () => {
    const element = await movingStrip(1);
    expect(leftOf(itemsOf(element)[0]!) - leftOf(query(element, '[part="viewport"]'))).to.be.within(-5, 0.1);
  });

  test('fills the strip with as many copies as necessary, without gaps or overlaps', async () => {
    const element = await movingStrip();
    const viewport = query(element, '[part="viewport"]').getBoundingClientRect();
    const places = listItems(element)
      .map((item) => item.getBoundingClientRect())
      .filter(({ width }) => width > 0);
    places.sort((one, other) => one.left - other.left);
    places.slice(1).forEach((box, index) => expect(Math.abs(box.left - places[index]!.right)).to.be.below(0.51));
    expect(places[0]!.left).to.be.at.most(viewport.left + 0.1);
    expect(places.at(-1)!.right).to.be.at.least(viewport.right);
  });

  test('keeps its items without gaps or overlaps when the spacing changes', async () => {
    const element = await movingStrip();
    const gaps = (): number[] => {
      const places = listItems(element).map((item) => item.getBoundingClientRect());
      places.sort((one, other) => one.left - other.left);
      return places.slice(1).map((box, index) => Math.abs(box.left - places[index]!.right));
    };
    element.style.setProperty('--market-ticker-gap', '6rem');
    await nextFrame();
    await nextFrame();
    expect(Math.max(...gaps())).to.be.below(0.51);
  });

  test('removes copies when the strip gets narrower', async () => {
    const element = await movingStrip();
    const before = queryAll(element, 'ul').length;
    element.style.inlineSize = '4000px';
    await waitUntil(() => queryAll(element, 'ul').length > before);
    element.style.inlineSize = '800px';
    await waitUntil(() => queryAll(element, 'ul').length === before);
  });

  test('continues where it was when the element is moved in the page', async () => {
    const element = await movingStrip(1);
    await nextFrame();
    const before = listItems(element).map(leftOf);
    element.parentElement!.append(element);
    await element.updateComplete;
    await allAnimated(element);
    listItems(element).forEach((item, index) => expect(Math.abs(leftOf(item) - before[index]!)).to.be.below(1));
  });

  test('adds copies when the strip gets wider', async () => {
    const element = await movingStrip();
    const before = queryAll(element, 'ul').length;
    element.style.inlineSize = '4000px';
    await waitUntil(() => queryAll(element, 'ul').length > before);
  });
});

describe('a new value', () => {
  test('changes only the text of its item', async () => {
    const element = await movingStrip();
    const written: Node[] = [];
    const observer = new MutationObserver((records) => {
      for (const { type, target } of records) {
        expect(type, (target.parentElement ?? (target as Element)).outerHTML).to.equal('characterData');
        written.push(target);
      }
    });
    observer.observe(element.renderRoot, { subtree: true, childList: true, attributes: true, characterData: true });
    element.data = ticked;
    await element.updateComplete;
    await nextFrame();
    const items = written.map((node) => node.parentElement!.closest<HTMLElement>('li')!.dataset.id);
    expect(new Set(items)).to.deep.equal(new Set(['KOSDAQ']));
    expect(rows(element)[1]).to.equal('KOSDAQ 765.02 ▲ +8.79 +1.16%');
    observer.disconnect();
  });

  test('that is the same as before changes nothing in the DOM', async () => {
    const element = await movingStrip();
    const observer = new MutationObserver(() => expect.fail('the DOM was changed'));
    observer.observe(element.renderRoot, { subtree: true, childList: true, attributes: true, characterData: true });
    element.data = structuredClone(seed);
    await element.updateComplete;
    await nextFrame();
    observer.disconnect();
  });

  test('restarts no animation and moves nothing else', async () => {
    const element = await movingStrip();
    const animations = segments(element).map((segment) => segment.getAnimations()[0]!);
    const starts = animations.map(({ startTime }) => startTime);
    const before = await steadySnapshot(element, 60);
    element.data = ticked;
    await element.updateComplete;
    await nextFrame();
    const after = await steadySnapshot(element, 60);
    expect(Math.max(...drift(element, before, 60, after).map(Math.abs))).to.be.below(tolerance(60));
    expect(segments(element).map((segment) => segment.getAnimations()[0])).to.deep.equal(animations);
    expect(animations.map(({ startTime }) => startTime)).to.deep.equal(starts);
  });

  test('that is wider and out of sight moves nothing in sight, however long the strip has run', async () => {
    const element = await movingStrip();
    const items = listItems(element);
    const start = query(element, '[part="viewport"]').getBoundingClientRect().left;
    const hasPassed = (): boolean => items[1]!.getBoundingClientRect().right < start && leftOf(items[2]!) > start - 200;
    // In the first lap, nothing would move even if the marquee kept no item in place.
    element.speed = 400;
    await waitUntil(() => leftOf(items[0]!) < start - 200, 'KOSPI has left', { interval: 5 });
    const isAtStart = (item: Element): boolean => leftOf(item) > start && leftOf(item) < start + 300;
    await waitUntil(() => isAtStart(items[0]!), 'KOSPI is back at the start', { interval: 5, timeout: 10_000 });
    // The strip slows down between KOSDAQ's leaving the viewport and the next item's. A busy machine may miss a lap.
    let before: ReturnType<typeof snapshot>;
    do {
      element.speed = 400;
      await waitUntil(hasPassed, 'KOSDAQ has passed', { interval: 5 });
      element.speed = 30;
      await element.updateComplete;
      before = await steadySnapshot(element, 30);
    } while (!hasPassed());
    element.data = seedWith({ KOSDAQ: { price: 1_234_567.89, change: 12_345.67, changePercent: 1.01 } });
    // What is out of sight is written within five seconds.
    await waitUntil(() => items[1]!.textContent.includes('1,234,567.89'), 'it is written', { timeout: 10_000 });
    await nextFrame();
    const after = await steadySnapshot(element, 30);
    const visible = before.lefts.flatMap((left, index) => (left >= start && left < start + 500 ? index : []));
    expect(visible.length).to.be.above(0);
    const off = drift(element, before, 30, after);
    for (const index of visible) expect(Math.abs(off[index]!)).to.be.below(tolerance(30));
  });

  test('of the speed on a stalled page leaves no animation before its start', async () => {
    const element = await movingStrip();
    const until = performance.now() + 300;
    while (performance.now() < until);
    element.speed = 61;
    await element.updateComplete;
    for (const segment of segments(element)) expect(segment.getAnimations()[0]!.currentTime).to.be.at.least(0);
  });

  test('within 3 % of another digit does not move its neighbours', async () => {
    const price = (value: number) => [
      { id: 'A', kind: 'index', price: value, previousClose: 990 },
      { id: 'B', price: 1 },
    ];
    const element = await strip(html`<market-ticker layout="row" .data=${price(970.8)}></market-ticker>`, 'live');
    const before = leftOf(itemsOf(element)[1]!);
    element.data = price(970.9);
    await element.updateComplete;
    expect(leftOf(itemsOf(element)[1]!)).to.equal(before);
  });

  test('that is wider pushes the items after it, leaves the others, and replaces no animation', async () => {
    const element = await movingStrip();
    const animations = segments(element).map((segment) => segment.getAnimations()[0]!);
    const before = await steadySnapshot(element, 60);
    const items = listItems(element);
    element.data = seedWith({ KOSDAQ: { price: 1_234_567.89, change: 12_345.67, changePercent: 1.01 } });
    await element.updateComplete;
    await nextFrame();
    const after = await steadySnapshot(element, 60);
    const off = drift(element, before, 60, after).map(Math.abs);
    // The first item in sight keeps its position: KOSPI, or KOSDAQ itself. In both cases KOSDAQ starts where it did.
    const kept = items.findIndex((item) => item.dataset.id === 'KOSDAQ' && !item.closest('[aria-hidden]'));
    expect(off[kept]).to.be.below(tolerance(60));
    // The wider item can need another copy of the row, whose segments have animations of their own.
    const current = segments(element).map((segment) => segment.getAnimations()[0]);
    expect(current.slice(0, animations.length)).to.deep.equal(animations);
  });
});

describe('pausing', () => {
  const button = (element: MarketTickerElement) => query<HTMLButtonElement>(element, 'button');

  test('stops motion and values by the button; playing continues from there with the newest values', async () => {
    const element = await movingStrip(2000);
    await waitUntil(() => Math.abs(leftOf(listItems(element)[0]!)) > 100, 'the strip has moved', { interval: 5 });
    element.speed = 60;
    await element.updateComplete;
    expect(button(element).textContent.trim()).to.equal('Pause');
    await nextFrame();
    const moving = snapshot(element);
    button(element).click();
    await element.updateComplete;
    await atRest(element);
    // It has come to rest somewhere on the way since then.
    const travel = ((snapshot(element).at - moving.at) * 60) / 1000;
    for (const off of drift(element, moving, 60)) expect(off).to.be.within(-1, travel + 1);
    const before = listItems(element).map(leftOf);
    element.data = ticked;
    await element.updateComplete;
    await nextFrame();
    await nextFrame();
    expect(button(element).textContent.trim()).to.equal('Play');
    expect(element.paused).to.equal(true);
    expect(listItems(element).map(leftOf)).to.deep.equal(before);
    expect(rows(element)).to.deep.equal(seedRows);
    expect(element.quotes[1]!.price).to.equal(765.02);

    button(element).click();
    await element.updateComplete;
    expect(rows(element)[1]).to.equal('KOSDAQ 765.02 ▲ +8.79 +1.16%');
    expect(Math.abs(leftOf(listItems(element)[0]!) - before[0]!)).to.be.below(1);
    expect(element.paused).to.equal(false);
  });

  test('from the start shows the first data without motion', async () => {
    const element = await strip(html`<market-ticker paused .data=${seed}></market-ticker>`, 'live');
    await allAnimated(element);
    expect(rows(element)).to.deep.equal(seedRows);
    expect(segments(element)[0]!.getAnimations()[0]!.playState).to.equal('paused');
  });

  test('lasts while a mouse is over the strip; a finger does not pause it', async () => {
    const element = await movingStrip();
    const viewport = query(element, '[part="viewport"]');
    const state = () => segments(element)[0]!.getAnimations()[0]!.playState;
    viewport.dispatchEvent(new PointerEvent('pointerenter', { pointerType: 'touch' }));
    expect(state()).to.equal('running');
    viewport.dispatchEvent(new PointerEvent('pointerenter', { pointerType: 'mouse' }));
    expect(state()).to.equal('paused');
    viewport.dispatchEvent(new PointerEvent('pointerleave', { pointerType: 'mouse' }));
    await allRunning(element);
  });
});

describe('without motion', () => {
  test('a row stands still, has no copies, and can be scrolled', async () => {
    const page = await strip(
      html`<div>
        <style>
          market-ticker {
            inline-size: 300px;
          }</style
        ><market-ticker layout="row" .data=${seed}></market-ticker>
      </div>`,
    );
    const element = page.querySelector('market-ticker')!;
    await element.updateComplete;
    expect(segments(element).flatMap((segment) => segment.getAnimations())).to.deep.equal([]);
    expect(queryAll(element, 'ul').length).to.equal(1);
    const viewport = query(element, '[part="viewport"]');
    viewport.scrollLeft = 100;
    expect(viewport.scrollLeft).to.equal(100);
  });

  test('a strip can be switched between moving and still', async () => {
    const element = await movingStrip();
    element.layout = 'row';
    await element.updateComplete;
    expect(segments(element).flatMap((segment) => segment.getAnimations())).to.deep.equal([]);
    element.layout = 'scroll';
    await element.updateComplete;
    await allAnimated(element);
  });

  test.runIf(isChromium)('a moving strip stops at once when the reader asks for less motion', async () => {
    const element = await movingStrip();
    try {
      await commands.emulateMedia({ reducedMotion: 'reduce' });
      await waitUntil(() => segments(element).every((segment) => segment.getAnimations().length === 0));
    } finally {
      await commands.emulateMedia({ reducedMotion: null });
    }
  });

  test.runIf(isChromium)('a reader who wants less motion gets a still row with a Play button', async () => {
    await commands.emulateMedia({ reducedMotion: 'reduce' });
    try {
      const element = await strip(html`<market-ticker .data=${seed}></market-ticker>`, 'live');
      const [pause, play] = queryAll(element, 'button');
      expect(segments(element).flatMap((segment) => segment.getAnimations())).to.deep.equal([]);
      expect([pause, play].map((button) => button!.textContent.trim())).to.deep.equal([
        'Pause updates',
        'Start motion',
      ]);
      (play as HTMLElement).click();
      await element.updateComplete;
      await allAnimated(element);
      expect(play!.isConnected).to.equal(false);
    } finally {
      await commands.emulateMedia({ reducedMotion: null });
    }
  });
});
