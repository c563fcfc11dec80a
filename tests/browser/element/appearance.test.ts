import { expect, html } from '@open-wc/testing';
import { nothing } from 'lit';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { describe, test } from 'vitest';
import { emulateMedia } from '../../support/browsers/media.js';
import { seed, seedWith } from '../../support/fixtures/seed.js';
import {
  hasLightDark,
  queryAll,
  query,
  hasStates,
  isChromium,
  itemsOf,
  allAnimated,
  laidOutFrame,
  nextFrame,
  strip,
} from './strip.js';
import { waitUntil } from './wait-until.js';

/** The ids of the items that flash. */
const flashes = (element: MarketTickerElement): string[] =>
  itemsOf(element).flatMap((item) => animationsOf(item).map(() => item.dataset.id!));

const animationsOf = (item: Element): Animation[] => {
  const price = item.querySelector('[part="price"]');
  return price ? price.getAnimations({ subtree: true }) : [];
};

/** How long the flash is visible, ms. After that it stays transparent until the end of the animation. */
function fadeDuration({ effect }: Animation): number {
  const [, end] = (effect as KeyframeEffect).getKeyframes();
  return Number(effect!.getTiming().duration) * end!.computedOffset;
}

const ticked = (price: number) => seedWith({ KOSDAQ: { price, change: 8.79, changePercent: 1.16 } });

describe('a price that changes', () => {
  test('flashes once, only by opacity, and no other item flashes', async () => {
    const element = await strip(html`<market-ticker .data=${seed}></market-ticker>`, 'live');
    expect(flashes(element)).to.deep.equal([]);
    element.data = ticked(765.02);
    await element.updateComplete;
    expect(flashes(element)).to.deep.equal(['KOSDAQ']);
    const [animation] = animationsOf(query(element, '[data-id="KOSDAQ"]'));
    const effect = animation!.effect as KeyframeEffect;
    const keyframes = effect.getKeyframes();
    expect(keyframes.map(({ opacity }) => opacity)).to.deep.equal(['0.16', '0', '0']);
    expect(fadeDuration(animation!)).to.be.closeTo(600, 1);
    expect(Object.keys(keyframes[0]!)).not.to.include('transform');
    expect(effect.getTiming().iterations).to.equal(1);
  });

  test('keeps its finished flash until the next change in a moving strip; in a still row the flash ends by itself', async () => {
    const row = await strip(html`<market-ticker layout="row" .data=${seed}></market-ticker>`, 'live');
    row.data = ticked(765.02);
    await row.updateComplete;
    const [animation] = animationsOf(query(row, '[data-id="KOSDAQ"]'));
    expect(animation!.effect!.getTiming().duration).to.be.closeTo(600, 1);

    const element = await strip(html`<market-ticker .data=${seed}></market-ticker>`, 'live');
    await allAnimated(element);
    element.data = ticked(765.02);
    await element.updateComplete;
    const [over] = animationsOf(query(element, '[data-id="KOSDAQ"]'));
    over!.currentTime = 700;
    expect(over!.playState).to.equal('running');
    element.data = seedWith({ KOSDAQ: { price: 765.02 }, KOSPI: { price: 2856.01 } });
    await element.updateComplete;
    expect(flashes(element)).to.deep.equal(['KOSPI']);
    expect(over!.playState).to.equal('idle');
  });

  test('flashes no more than three times a second, however often it changes', async () => {
    const element = await strip(html`<market-ticker .data=${seed}></market-ticker>`, 'live');
    const item = query(element, '[data-id="KOSDAQ"]');
    const seen = new Map<Animation, number>();
    const end = performance.now() + 1500;
    for (let tick = 0; performance.now() < end; tick++) {
      element.data = ticked(765 + tick / 100);
      await element.updateComplete;
      for (const animation of animationsOf(item)) if (!seen.has(animation)) seen.set(animation, performance.now());
    }
    const times = [...seen.values()];
    expect(times.length).to.be.above(1);
    for (const [index, time] of times.slice(1).entries()) expect(time - times[index]!).to.be.above(333);
  });

  test('does not flash out of sight, or when only its time is new', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `ITEM${index}`);
    const data = (price: number) => ({ ...seed, items: ids.map((id) => ({ id, price, previousClose: 100 })) });
    const element = await strip(html`<market-ticker .data=${data(101)}></market-ticker>`, 'live');
    await allAnimated(element);
    element.data = data(102);
    await element.updateComplete;
    const flashing = flashes(element);
    expect(flashing).to.include('ITEM0');
    expect(flashing).not.to.include('ITEM25');
    element.data = { ...data(102), asOf: new Date().toISOString() };
    await element.updateComplete;
    expect(flashes(element).length).to.equal(flashing.length);
  });

  test('does not flash if the page sets the duration to 0 s', async () => {
    const page = await strip(
      html`<div style="--market-ticker-flash-duration: 0s"><market-ticker .data=${seed}></market-ticker></div>`,
    );
    const element = page.querySelector('market-ticker')!;
    await element.updateComplete;
    element.data = ticked(765.02);
    await element.updateComplete;
    expect(flashes(element)).to.deep.equal([]);
  });

  test.runIf(isChromium)('does not flash for a reader who wants less motion, even while the strip plays', async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    const element = await strip(html`<market-ticker .data=${seed}></market-ticker>`, 'live');
    element.play();
    element.data = ticked(765.02);
    await element.updateComplete;
    expect(flashes(element)).to.deep.equal([]);
  });
});

describe('the sparkline', () => {
  test('is drawn if the feed has a trend, hidden from screen readers, in the colour of the price change', async () => {
    const data = seedWith({ KOSPI: { trend: [2812, 2840, 2855.77] } });
    const element = await strip(html`<market-ticker .data=${data}></market-ticker>`, 'live');
    const lines = queryAll(element, 'ul:not([aria-hidden]) [part="trend"]');
    expect(lines.length).to.equal(1);
    expect(lines[0]!.getAttribute('aria-hidden')).to.equal('true');
    const change = query(element, '[data-id="KOSPI"] [part="change"]');
    expect(getComputedStyle(lines[0]!).color).to.equal(getComputedStyle(change).color);
    expect(lines[0]!.getBoundingClientRect().width).to.be.above(30);
  });
});

test.runIf(hasStates)('a page can select the states of a strip in CSS', async () => {
  const element = await strip(html`<market-ticker .data=${seed}></market-ticker>`, 'live');
  await allAnimated(element);
  const matches = (state: string): boolean => element.matches(`:state(${state})`);
  expect(['live', 'moving', 'paused', 'loading'].map(matches)).to.deep.equal([true, true, false, false]);
  element.pause();
  await element.updateComplete;
  expect(['live', 'moving', 'paused'].map(matches)).to.deep.equal([true, false, true]);
});

test.runIf(hasStates)('a listener to the update event finds the state that belongs to the values', async () => {
  const element = await strip(html`<market-ticker></market-ticker>`, 'idle');
  let states: boolean[] = [];
  element.addEventListener('market-ticker-update', () => {
    states = ['idle', 'live'].map((state) => element.matches(`:state(${state})`));
  });
  element.data = seed;
  await element.updateComplete;
  expect(states).to.deep.equal([false, true]);
});

// WCAG 1.4.12, failure F104.
describe('with the text spacing of WCAG', () => {
  test.each([
    ['scroll', '', '', 'both'],
    ['scroll', '2', '', 'arrow'],
    ['rotate', '', '', 'both'],
    ['rotate', '2', '', 'both'],
    ['rotate', '2', 'name price arrow percent', 'arrow'],
    ['row', '', '', 'sign'],
    ['row', '2', '', 'both'],
    ['grid', '', '', 'both'],
  ] as const)(
    'nothing is cut off, and nothing overlaps: %s, lines=%s, fields=%s, signs=%s',
    async (layout, lines, fields, signs) => {
      const page = await strip(html`
        <div style="line-height: 1.5; letter-spacing: 0.12em; word-spacing: 0.16em; font-size: 200%">
          <market-ticker
            paused
            style="--market-ticker-font: inherit; font-size: inherit"
            layout=${layout}
            lines=${lines || 'auto'}
            fields=${fields || nothing}
            signs=${signs}
            .data=${seed}
          ></market-ticker>
        </div>
      `);
      const element = page.querySelector('market-ticker')!;
      await element.updateComplete;
      if (layout === 'scroll') await allAnimated(element);
      await laidOutFrame();
      const outer = query(element, '.viewport').getBoundingClientRect();
      const shown = itemsOf(element).filter((item) => !item.closest('[data-parked]'));
      expect(shown.length).to.be.at.least(1);
      for (const item of shown) {
        const box = item.getBoundingClientRect();
        expect(box.top).to.be.at.least(outer.top - 0.5);
        expect(box.bottom).to.be.at.most(outer.bottom + 0.5);
        const cells = [...item.querySelectorAll('[part="name"], .number')]
          .filter((cell) => cell.textContent.trim())
          .map((cell) => cell.getBoundingClientRect());
        for (const [index, cell] of cells.entries()) {
          expect(cell.top).to.be.at.least(outer.top - 0.5);
          expect(cell.bottom).to.be.at.most(outer.bottom + 0.5);
          if (layout === 'grid') continue;
          expect(cell.right).to.be.at.most(box.right + 0.5);
          for (const other of cells.slice(index + 1)) {
            const wide = Math.min(cell.right, other.right) - Math.max(cell.left, other.left);
            const high = Math.min(cell.bottom, other.bottom) - Math.max(cell.top, other.top);
            expect(Math.min(wide, high), 'overlap').to.be.at.most(0.5);
          }
        }
      }
      await nextFrame();
    },
  );
});

describe('a strip that was hidden', () => {
  test.each(['scroll', 'rotate', 'row', 'grid'])('shows its items when it is shown: %s', async (layout) => {
    for (const begins of [true, false]) {
      const page = await strip(
        html`<div><market-ticker layout=${layout} ?hidden=${begins} .data=${seed}></market-ticker></div>`,
      );
      const element = page.querySelector('market-ticker')!;
      await element.updateComplete;
      await nextFrame();
      element.hidden = true;
      await nextFrame();
      element.hidden = false;
      await waitUntil(() => itemsOf(element)[0]!.getBoundingClientRect().height > 0, 'an item has a size');
      const outer = query(element, '.viewport').getBoundingClientRect();
      expect(outer.width).to.be.above(100);
    }
  });
});

describe('at 320 px', () => {
  test.each(['scroll', 'row'])(
    'a long link after the numbers leaves them enough width, and is not cut off: %s',
    async (layout) => {
      const page = await strip(html`
        <div style="inline-size: 320px">
          <market-ticker layout=${layout} .data=${seed}>
            <a href="/markets" slot="end">View Market Snapshot</a>
          </market-ticker>
        </div>
      `);
      const element = page.querySelector('market-ticker')!;
      await element.updateComplete;
      const { right, height } = element.getBoundingClientRect();
      // The page's font is a pixel wider in the oldest supported browsers.
      expect(query(element, '.viewport').getBoundingClientRect().width).to.be.at.least(hasLightDark ? 80 : 79);
      expect(height).to.equal(44);
      const link = page.querySelector('a')!;
      expect(link.getBoundingClientRect().right).to.be.at.most(right);
      expect(link.scrollWidth).to.be.at.most(link.clientWidth);
    },
  );
});
