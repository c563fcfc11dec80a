import { expect, html } from '@open-wc/testing';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { afterEach, describe, onTestFinished, test } from 'vitest';
import { seed } from '../../support/fixtures/seed.js';
import {
  queryAll,
  nextFrame,
  query,
  isChromium,
  itemsOf,
  allAnimated,
  laidOutFrame,
  rowOf,
  strip,
  segments,
} from './strip.js';
import { countRole } from './accessibility-tree.js';
import {
  expectNoGaps,
  itemsNamed,
  timelineNow,
  itemPositions,
  viewportWidth,
  runningStrip,
  settleAfter,
  visibleItems,
  SIX_ITEMS,
  JumpDetector,
} from './jump-detector.js';
import { waitUntil } from './wait-until.js';

// `laidOutFrame()` resolves during the layout of a frame. The next test starts in a frame of its own.
afterEach(() => nextFrame());

/** A generator of random numbers that are the same in each run (mulberry32). */
function seededRandom(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A market whose numbers are sometimes long and sometimes short, and now and then longer than ever before. */
class Market {
  readonly #random: () => number;
  readonly #items;
  #longer = 0;

  constructor(seed: number, count = 10) {
    this.#random = seededRandom(seed);
    this.#items = Array.from({ length: count }, (_, index) => ({ id: `ITEM ${index}`, kind: 'index', scale: 1 }));
  }

  /** Changes one item. Every fifth price has one digit more than that item has ever had. */
  tick() {
    const item = this.#items[Math.floor(this.#random() * this.#items.length)]!;
    if (++this.#longer % 5 === 0 && item.scale < 1e6) item.scale *= 10;
    return this.feed(item.id);
  }

  readonly #prices = new Map<string, number>();

  feed(changed?: string) {
    return {
      generatedAt: '2025-06-09T15:32:05+09:00',
      state: 'closed',
      items: this.#items.map(({ id, kind, scale }) => {
        if (id === changed || !this.#prices.has(id)) {
          const price = 999.5 + this.#random() * (123_456.78 - 999.5);
          this.#prices.set(id, Math.round((scale > 1 ? 123_456.78 * scale : price) * 100 - this.#random() * 99) / 100);
        }
        return { id, kind, price: this.#prices.get(id)!, previousClose: 50_000 };
      }),
    };
  }
}

/** Four strips on one page: 800 and 1,600 px wide, at 60 and 300 px per second. */
async function fourStrips(seed: number) {
  const page = await strip(html`<div></div>`);
  const strips = [
    [800, 60],
    [800, 300],
    [1600, 60],
    [1600, 300],
  ].map(([width, speed], index) => {
    const element = document.createElement('market-ticker');
    element.layout = 'scroll';
    element.style.inlineSize = `${width}px`;
    element.speed = speed!;
    const market = new Market(seed + index);
    element.data = market.feed();
    page.append(element);
    return { element, market };
  });
  for (const { element } of strips) await allAnimated(element);
  await laidOutFrame();
  await laidOutFrame();
  return strips;
}

const blockMainThread = (ms: number): void => {
  const until = performance.now() + ms;
  while (performance.now() < until);
};

/** Changes values of all strips every 180 ms, for so many ms, and checks each frame for jumps. */
async function watchForJumps(strips: Awaited<ReturnType<typeof fourStrips>>, ms: number, stall?: () => void) {
  const detectors = strips.map(({ element }) => new JumpDetector(element));
  let written = 0;
  const count = new MutationObserver((records) => (written += records.length));
  for (const { element } of strips) count.observe(element.renderRoot, { subtree: true, characterData: true });
  const ticking = setInterval(() => {
    for (const { element, market } of strips) element.data = market.tick();
    stall?.();
  }, 180);
  try {
    const end = performance.now() + ms;
    while (performance.now() < end) {
      await laidOutFrame();
      for (const detector of detectors) detector.checkFrame();
    }
  } finally {
    clearInterval(ticking);
  }
  count.disconnect();
  return { seen: detectors.map(({ seen }) => seen), written };
}

describe('nothing jumps', () => {
  test('while values get longer and shorter all the time, for ten seconds', { timeout: 40_000 }, async () => {
    const { seen, written } = await watchForJumps(await fourStrips(1), 10_000);
    // The test saw segments grow.
    for (const { frames, inSight, outOfSight } of seen) {
      expect(frames).to.be.above(20);
      expect(inSight + outOfSight).to.be.above(5);
    }
    const sum = (name: 'inSight' | 'outOfSight') => seen.reduce((total, one) => total + one[name], 0);
    expect(sum('inSight')).to.be.above(5);
    expect(sum('outOfSight')).to.be.above(5);
    // And most of the written texts fit into the width that was there.
    expect(written).to.be.above(2 * (sum('inSight') + sum('outOfSight')));
  });

  test('when the page stalls for a quarter of a second now and then', { timeout: 40_000 }, async () => {
    const strips = await fourStrips(2);
    let ticks = 0;
    const { seen } = await watchForJumps(strips, 5000, () => ++ticks % 5 === 0 && blockMainThread(250));
    for (const { frames } of seen) expect(frames).to.be.above(15);
  });

  test('after the strips have run for ten minutes', { timeout: 40_000 }, async () => {
    const strips = await fourStrips(3);
    for (const { element } of strips) {
      for (const segment of segments(element)) {
        const [animation] = segment.getAnimations();
        const loop = animation!.effect!.getComputedTiming().duration as number;
        animation!.startTime = (animation!.startTime as number) - Math.ceil(600_000 / loop) * loop;
      }
    }
    const { seen } = await watchForJumps(strips, 4000);
    for (const { frames } of seen) expect(frames).to.be.above(15);
  });
});

/** How far an item is, after `act`, from where uniform motion would have taken it, px. */
async function driftOf(
  element: MarketTickerElement,
  act: () => unknown,
  choose = (positions: ReturnType<typeof visibleItems>) => positions.find(({ start }) => start >= 0)!,
): Promise<number> {
  const at = timelineNow();
  const before = choose(visibleItems(element));
  await settleAfter(element, act);
  const after = itemPositions(element).find(({ key }) => key === before.key)!;
  return after.start - before.start + ((timelineNow() - at) * element.speed) / 1000;
}

/** Checks that the strip keeps moving uniformly, from edge to edge. */
async function expectMotion(element: MarketTickerElement): Promise<void> {
  await waitUntil(
    () =>
      segments(element).every(
        (segment) => segment.hasAttribute('data-parked') || segment.getAnimations()[0]?.playState === 'running',
      ),
    'the animations run',
  );
  await laidOutFrame();
  expectNoGaps(element);
  const detector = new JumpDetector(element);
  for (let frames = 0; frames < 10; frames++) {
    await laidOutFrame();
    detector.checkFrame();
  }
}

describe('the first item in sight stays where it is, and the strip keeps moving', () => {
  const TOLERANCE = 0.1;

  test('when another font arrives and every item gets wider', async () => {
    const element = await runningStrip();
    const animations = segments(element).map((segment) => segment.getAnimations()[0]);
    const wide = visibleItems(element)[1]!.width;
    // The effect of a font that is loaded late: each letter gets wider, and no event says so.
    expect(Math.abs(await driftOf(element, () => (element.style.letterSpacing = '0.08em')))).to.be.below(TOLERANCE);
    expect(visibleItems(element)[1]!.width).to.be.above(wide + 5);
    expect(segments(element).map((segment) => segment.getAnimations()[0])).to.deep.equal(animations);
    await expectMotion(element);
  });

  test('when the font size grows and shrinks again', async () => {
    const element = await runningStrip();
    expect(Math.abs(await driftOf(element, () => (element.style.fontSize = '1.2rem')))).to.be.below(TOLERANCE);
    expect(Math.abs(await driftOf(element, () => (element.style.fontSize = '')))).to.be.below(TOLERANCE);
    await expectMotion(element);
  });

  test('when items are added before it, between others, and at the end', async () => {
    const element = await runningStrip();
    const more = itemsNamed('NEW', 'ALPHA', 'ANOTHER', 'BETA', 'GAMMA', 'DELTA', 'EPSILON', 'ZETA', 'LAST');
    expect(Math.abs(await driftOf(element, () => (element.data = more)))).to.be.below(TOLERANCE);
    expect(itemsOf(element).map(({ dataset }) => dataset.id)).to.deep.equal(more.map(({ id }) => id));
    await expectMotion(element);
  });

  test('when other items are removed', async () => {
    const element = await runningStrip();
    expect(Math.abs(await driftOf(element, () => (element.data = itemsNamed('BETA', 'DELTA'))))).to.be.below(TOLERANCE);
    await expectMotion(element);
  });

  test('or the next item does, when the first is removed', async () => {
    const element = await runningStrip();
    const off = await driftOf(
      element,
      () => (element.data = itemsNamed('ALPHA', 'GAMMA', 'DELTA', 'EPSILON', 'ZETA')),
      (positions) => positions.find(({ key }) => key === 'GAMMA 0')!,
    );
    expect(Math.abs(off)).to.be.below(TOLERANCE);
    await expectMotion(element);
  });

  test('when the order of the items changes', async () => {
    const element = await runningStrip();
    const other = itemsNamed('ZETA', 'EPSILON', 'DELTA', 'GAMMA', 'BETA', 'ALPHA');
    expect(Math.abs(await driftOf(element, () => (element.data = other)))).to.be.below(TOLERANCE);
    expect(visibleItems(element).find(({ start }) => start >= 0)!.key).to.equal('BETA 0');
    await expectMotion(element);
  });

  test('when all other items are replaced', async () => {
    const element = await runningStrip();
    expect(Math.abs(await driftOf(element, () => (element.data = itemsNamed('X', 'Y', 'Z', 'BETA'))))).to.be.below(
      TOLERANCE,
    );
    await expectMotion(element);
  });

  for (const width of [1200, 400, 3000])
    test(`when the strip becomes ${width} px wide`, async () => {
      const element = await runningStrip();
      const off = await driftOf(element, () => (element.style.inlineSize = `${width}px`));
      expect(Math.abs(off)).to.be.below(TOLERANCE);
      await expectMotion(element);
    });

  test('when it is moved in the page while it runs', async () => {
    const element = await runningStrip();
    const off = await driftOf(element, () => element.parentElement!.append(element));
    // It is out of the page for a moment, and does not move meanwhile.
    expect(off).to.be.within(-TOLERANCE, 10);
    await expectMotion(element);
  });

  test('when the reader zooms in', async () => {
    const element = await runningStrip();
    onTestFinished(() => void document.body.style.removeProperty('zoom'));
    for (const zoom of ['1.5', '0.75', '1']) {
      await settleAfter(element, () => (document.body.style.zoom = zoom));
      expectNoGaps(element);
    }
    document.body.style.zoom = '1.25';
    await laidOutFrame();
    await expectMotion(element);
  });
});

describe('a strip that comes back moves as before', () => {
  test('after it was hidden', async () => {
    const element = await runningStrip();
    const animations = segments(element).map((segment) => segment.getAnimations()[0]);
    await settleAfter(element, () => (element.hidden = true));
    await settleAfter(element, () => (element.hidden = false));
    await expectMotion(element);
    expect(segments(element).map((segment) => segment.getAnimations()[0])).to.deep.equal(animations);
  });

  test('after its items changed while it was hidden', async () => {
    const element = await runningStrip();
    await settleAfter(element, () => (element.hidden = true));
    await settleAfter(element, () => (element.data = itemsNamed('X', 'BETA', 'Y', 'ALPHA AND MORE')));
    await settleAfter(element, () => (element.hidden = false));
    await expectMotion(element);
    expect(itemsOf(element).map(({ dataset }) => dataset.id)).to.deep.equal(['X', 'BETA', 'Y', 'ALPHA AND MORE']);
  });

  test('after it had no width', async () => {
    const element = await runningStrip();
    await settleAfter(element, () => (element.style.inlineSize = '0'));
    await settleAfter(element, () => (element.style.inlineSize = '800px'));
    await expectMotion(element);
  });

  test('after it was created inside a hidden element', async () => {
    const page = await strip(html`<div hidden></div>`);
    const element = document.createElement('market-ticker');
    element.layout = 'scroll';
    element.style.inlineSize = '800px';
    element.data = SIX_ITEMS;
    page.append(element);
    await settleAfter(element, () => undefined);
    await settleAfter(element, () => (page.hidden = false));
    await allAnimated(element);
    await expectMotion(element);
    expect(visibleItems(element)[0]!.key).to.equal('ALPHA 0');
  });
});

describe('a strip on a right-to-left page', () => {
  const rtl = { dir: 'rtl', data: seed };

  test('has the first item at the right edge, and runs to the right', async () => {
    const element = await runningStrip(rtl);
    const [first, second] = itemsOf(element).map((item) => item.getBoundingClientRect());
    const { right } = query(element, '.viewport').getBoundingClientRect();
    expect(first!.right - right).to.be.within(1, 60);
    expect(Math.abs(second!.right - first!.left)).to.be.below(0.51);
    const before = itemsOf(element)[1]!.getBoundingClientRect().left;
    await laidOutFrame();
    await laidOutFrame();
    expect(itemsOf(element)[1]!.getBoundingClientRect().left).to.be.above(before);
    await expectMotion(element);
  });

  test('keeps the first item in sight where it is when something gets wider', async () => {
    const element = await runningStrip(rtl);
    expect(Math.abs(await driftOf(element, () => (element.style.letterSpacing = '0.08em')))).to.be.below(0.1);
    await expectMotion(element);
  });

  for (const layout of ['scroll', 'row', 'grid'] as const)
    test(`reads numbers from left to right: ${layout}`, async () => {
      const page = await strip(
        html`<div dir="rtl"><market-ticker .layout=${layout} .data=${seed}></market-ticker></div>`,
      );
      const element = page.querySelector('market-ticker')!;
      await settleAfter(element, () => undefined);
      for (const part of ['price', 'change', 'percent'])
        for (const cell of queryAll(element, `ul:not([aria-hidden]) [part~="${part}"]`)) {
          const text = [...cell.childNodes].find((node) => node instanceof Text && node.data.trim())!;
          const lefts = Array.from((text as Text).data, (_, index) => {
            const range = document.createRange();
            range.setStart(text, index);
            range.setEnd(text, index + 1);
            return range.getBoundingClientRect().left;
          });
          expect(lefts, cell.textContent).to.deep.equal(lefts.toSorted((left, right) => left - right));
        }
    });

  test('follows a change of direction while it runs', async () => {
    const element = await runningStrip({ data: seed });
    const page = element.parentElement!;
    for (const dir of ['rtl', 'ltr']) {
      await settleAfter(element, () => (page.dir = dir));
      // The strip follows at its next layout.
      await settleAfter(element, () => (element.style.inlineSize = dir === 'rtl' ? '790px' : '800px'));
      expectNoGaps(element);
      await expectMotion(element);
    }
  });
});

describe.for([30, 500])('a strip of %i items', (count) => {
  const many = (price: number) =>
    Array.from({ length: count }, (_, index) => ({
      id: `N${index}`,
      kind: 'index',
      price: price + index,
      previousClose: 1000,
    }));
  const wheel = (element: MarketTickerElement, deltaX: number) =>
    query(element, '.viewport').dispatchEvent(new WheelEvent('wheel', { deltaX, bubbles: true, cancelable: true }));
  /** A strip with these items, once it has found out how many of them fit into a segment. */
  const largeStrip = async () => {
    const element = await runningStrip({ data: many(1000) });
    await settleAfter(element, () => undefined);
    return element;
  };

  test('moves in few segments, each small enough for every engine’s compositor', async () => {
    const element = await largeStrip();
    const all = segments(element);
    const moving = all.filter((segment) => segment.getAnimations().length);
    expect(moving.length).to.be.within(2, 25);
    expect(all.length).to.be.below(count / 2);
    for (const segment of moving)
      expect(segment.getBoundingClientRect().width).to.be.at.most(Math.min(1000, 3600 / devicePixelRatio) + 0.5);
    for (const segment of all) expect(segment.hasAttribute('data-parked')).to.equal(!moving.includes(segment));
    if (count === 500) expect(moving.length).to.be.below(all.length / 2);
    await expectMotion(element);
  });

  test('has segments that are no wider if names are long', async () => {
    const name = 'An index whose name is as long as names of indices can be';
    const element = await runningStrip({ data: many(1000).map((item) => ({ ...item, name })) });
    await settleAfter(element, () => undefined);
    for (const segment of segments(element).filter((segment) => segment.getAnimations().length)) {
      expect(segment.getBoundingClientRect().width).to.be.at.most(Math.min(1000, 3600 / devicePixelRatio) + 0.5);
    }
    await expectMotion(element);
  });

  test('has all items in the document', async () => {
    const element = await largeStrip();
    expect(itemsOf(element).map(({ dataset }) => dataset.id)).to.deep.equal(many(1000).map(({ id }) => id));
    for (const item of itemsOf(element)) expect(item.checkVisibility({ visibilityProperty: true })).to.equal(true);
  });

  test.runIf(isChromium)('has all items in the accessibility tree', async () => {
    await largeStrip();
    expect(await countRole('listitem')).to.be.at.least(count);
  });

  test('has no gap and only new values wherever the reader scrolls', async () => {
    const element = await largeStrip();
    let price = 1000;
    for (const distance of [20_000, -31_000, 5_000, 100_000]) {
      element.data = many((price += 111));
      await element.updateComplete;
      await settleAfter(element, () => wheel(element, distance));
      expectNoGaps(element);
      const keys = new Set(visibleItems(element).map(({ key }) => key));
      const shown = itemsOf(element).filter(({ dataset }) => keys.has(`${dataset.id} 0`));
      expect(shown.length).to.be.at.least(2);
      for (const item of shown) {
        const expected = price + Number(item.dataset.id!.slice(1));
        expect(rowOf(item)).to.contain(expected.toLocaleString('en', { minimumFractionDigits: 2 }));
      }
      await expectMotion(element);
    }
  });

  test('has no gap while next() steps through the items', async () => {
    const element = await largeStrip();
    element.pause();
    await settleAfter(element, () => undefined);
    const width = viewportWidth(element);
    for (let step = 0; step < 40; step++) {
      element.next();
      await laidOutFrame();
      expectNoGaps(element);
      expect(visibleItems(element).at(-1)!.start).to.be.below(width);
    }
  });
});
