import { expect, html } from '@open-wc/testing';
import { afterEach, beforeEach, describe, test } from 'vitest';
import { seed } from '../../support/fixtures/seed.js';
import { boxOf, fitOf, isInside, layoutOf, standing, stripIn, wholeItems } from './rotating-strip.js';
import { hasStates, itemsOf, laidOutFrame, nextFrame, queryAll, rows, segments, strip, viewportOf } from './strip.js';
import { waitUntil } from './wait-until.js';

beforeEach(() => sessionStorage.clear());
afterEach(() => nextFrame());

const withTrend = {
  ...seed,
  items: seed.items.map((item) => ({ ...item, trend: [item.price - 9, item.price + 5, item.price - 2, item.price] })),
};

describe('rotate', () => {
  const rotate = { attributes: { layout: 'rotate' } };

  test('shows as many whole items as fit', async () => {
    const element = await stripIn(1000, { ...rotate, link: false });
    // Fonts, and so the widths of items, are others in each engine.
    const { width } = viewportOf(element).getBoundingClientRect();
    let sum = 0;
    const fitting = itemsOf(element).filter((item) => (sum += item.getBoundingClientRect().width) <= width + 0.1);
    expect(fitting.length).to.be.at.least(2);
    expect(wholeItems(element)).to.deep.equal(fitting.map(({ dataset }) => dataset.id));
    boxOf(element).style.width = '300px';
    await waitUntil(() => wholeItems(element).length === 1, 'one item');
    expect(wholeItems(element)).to.deep.equal(['KOSPI']);
  });

  test('shows the next items after the dwell time, and the first again after the last', async () => {
    const element = await stripIn(360, { attributes: { layout: 'rotate', dwell: '2' } });
    const seen: string[] = [];
    await waitUntil(
      () => {
        const [id] = wholeItems(element);
        if (id && id !== seen.at(-1)) seen.push(id);
        return seen.length === 5;
      },
      'five pages',
      { interval: 20, timeout: 30_000 },
    );
    expect(seen).to.deep.equal(['KOSPI', 'KOSDAQ', 'KOSPI200', 'USD/KRW', 'KOSPI']);
  });

  test('moves only by the transform, without copies, and has no animation while it stands', async () => {
    const element = await stripIn(360, rotate);
    expect(queryAll(element, 'ul').length).to.equal(1);
    expect(element.shadowRoot!.getAnimations()).to.deep.equal([]);
    element.next();
    const animations = segments(element).flatMap((segment) => segment.getAnimations());
    expect(animations.length).to.equal(2);
    for (const { effect } of animations)
      for (const frame of (effect as KeyframeEffect).getKeyframes())
        expect(Object.keys(frame)).to.have.members(['offset', 'computedOffset', 'easing', 'composite', 'transform']);
    await standing(element);
    expect(wholeItems(element)).to.deep.equal(['KOSDAQ']);
  });

  test('goes to the previous items by the button and the arrow key', async () => {
    const element = await stripIn(360, rotate);
    const previous = queryAll(element, 'button').at(-2)!;
    previous.click();
    await standing(element);
    expect(wholeItems(element)).to.deep.equal(['USD/KRW']);
    previous.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true, composed: true }));
    await standing(element);
    expect(wholeItems(element)).to.deep.equal(['KOSPI200']);
    previous.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true, composed: true }));
    await standing(element);
    expect(wholeItems(element)).to.deep.equal(['KOSPI']);
  });

  test('shows a focused item whole', async () => {
    const items = Array.from({ length: 30 }, (_, index) => ({
      id: `ITEM ${index}`,
      price: 1000 + index,
      previousClose: 990,
      url: `/items/${index}`,
    }));
    const element = await stripIn(360, { ...rotate, data: { items } });
    for (const link of queryAll(element, 'a[href]')) {
      link.focus({ focusVisible: true } as FocusOptions);
      await nextFrame();
      expect(wholeItems(element)).to.include(link.closest('li')!.dataset.id);
    }
  });

  test('stands while it is paused, and the buttons still change the items', async () => {
    const element = await stripIn(360, { attributes: { layout: 'rotate', dwell: '2', paused: '' } });
    const start = performance.now();
    await waitUntil(() => performance.now() - start > 2800, 'more than a dwell time');
    expect(wholeItems(element)).to.deep.equal(['KOSPI']);
    queryAll(element, 'button').at(-1)!.click();
    await standing(element);
    expect(wholeItems(element)).to.deep.equal(['KOSDAQ']);
  });

  test('a swipe sideways causes one step, and the page keeps scrolling up and down', async () => {
    const element = await stripIn(360, rotate);
    const viewport = viewportOf(element);
    expect(getComputedStyle(viewport).touchAction).to.include('pan-y');
    const { left, top } = viewport.getBoundingClientRect();
    const touch = (type: string, x: number) =>
      viewport.dispatchEvent(
        new PointerEvent(type, {
          pointerId: 7,
          pointerType: 'touch',
          isPrimary: true,
          buttons: type === 'pointerup' ? 0 : 1,
          clientX: left + x,
          clientY: top + 10,
          bubbles: true,
        }),
      );
    touch('pointerdown', 160);
    for (let x = 150; x >= 10; x -= 10) touch('pointermove', x);
    touch('pointerup', 10);
    await standing(element);
    expect(wholeItems(element)).to.deep.equal(['KOSDAQ']);
  });

  test('a value that changes while an item stands changes in its place', async () => {
    const element = await stripIn(1000, { ...rotate, link: false });
    const starts = (): string => String(itemsOf(element).map((item) => Math.round(item.getBoundingClientRect().left)));
    const before = starts();
    element.data = { ...seed, items: seed.items.map((item) => ({ ...item, price: item.price * 1.005 })) };
    await element.updateComplete;
    await laidOutFrame();
    expect(rows(element)[0]).to.include('2,870.05');
    expect(starts()).to.equal(before);
  });

  test('the age of the data stands below the items all the time, and is no item', async () => {
    const element = await stripIn(360, rotate);
    const time = queryAll(element, '[part~="time"]');
    expect(time.length).to.equal(1);
    expect(time[0]!.closest('ul')).to.equal(null);
    expect(isInside(time[0]!.getBoundingClientRect(), element.getBoundingClientRect())).to.equal(true);
  });
});

describe('auto', () => {
  test('scrolls where two whole items fit, and else rotates', async () => {
    const element = await stripIn(1280);
    expect(layoutOf(element)).to.equal('scroll');
    boxOf(element).style.width = '360px';
    await waitUntil(() => layoutOf(element) === 'rotate', 'rotates');
    boxOf(element).style.width = '1280px';
    await waitUntil(() => layoutOf(element) === 'scroll', 'scrolls');
  });

  test('scrolls as soon as two whole items fit because other items are shown', async () => {
    const long = { ...seed.items[1]!, id: 'LONG', name: 'AN INDEX WITH A NAME OF 80 LETTERS '.repeat(3).slice(0, 80) };
    const data = { ...seed, items: [...seed.items, long] };
    const element = await stripIn(1000, { data, attributes: { lines: '1' } });
    await waitUntil(() => fitOf(element).includes('short-names'), 'cuts the name');
    expect(layoutOf(element)).to.equal('rotate');
    for (const change of [() => (element.symbols = 'KOSDAQ'), () => (element.symbols = null)]) {
      const before = layoutOf(element);
      change();
      await waitUntil(() => layoutOf(element) !== before, 'changes its layout');
    }
    element.data = seed;
    await waitUntil(() => layoutOf(element) === 'scroll', 'scrolls');
    expect(fitOf(element)).to.equal('');
  });

  test('takes its layout and its lines before it is first painted', async () => {
    const element = await stripIn(360);
    expect([layoutOf(element), fitOf(element)]).to.deep.equal(['rotate', 'two-lines']);
    expect(wholeItems(element)).to.deep.equal(['KOSPI']);
  });

  test('changes its layout at most once on the way from 240 to 1600 px and back, and never its height', async () => {
    const element = await stripIn(240);
    const height = element.offsetHeight;
    for (const direction of [1, -1]) {
      const layouts = [layoutOf(element)];
      for (let step = 0; step <= 100; step++) {
        const width = direction > 0 ? 240 + step * 13.6 : 1600 - step * 13.6;
        boxOf(element).style.width = `${width}px`;
        await laidOutFrame();
        // In WebKit 2.38, the styles of a container query can reach slotted content a frame later.
        if (!hasStates) await laidOutFrame();
        if (layoutOf(element) !== layouts.at(-1)) layouts.push(layoutOf(element));
        expect(element.offsetHeight, `height at ${width} px`).to.equal(height);
      }
      expect(layouts).to.deep.equal(direction > 0 ? ['rotate', 'scroll'] : ['scroll', 'rotate']);
    }
  }, 60_000);

  test('does not change back and forth at any width', async () => {
    const element = await stripIn(1280);
    const layoutAt = async (width: number): Promise<string> => {
      boxOf(element).style.width = `${width}px`;
      for (let frames = 0; frames < 3; frames++) await laidOutFrame();
      return layoutOf(element);
    };
    let [rotating, scrolling] = [240, 1280];
    while (scrolling - rotating > 1) {
      await layoutAt(1280);
      const width = Math.round((rotating + scrolling) / 2);
      if ((await layoutAt(width)) === 'scroll') scrolling = width;
      else rotating = width;
    }
    await layoutAt(rotating - 2);
    const layouts = [layoutOf(element)];
    const observer = new MutationObserver(() => {
      if (layoutOf(element) !== layouts.at(-1)) layouts.push(layoutOf(element));
    });
    observer.observe(viewportOf(element).parentElement!, { attributes: true, attributeFilter: ['class', 'data-fit'] });
    for (const delta of [0, 1, 2, 0, 1, -1, 3, 0]) await layoutAt(rotating + delta);
    observer.disconnect();
    expect(layouts).to.deep.equal(['rotate']);
  });
});

describe('one whole quote, from its name to its percent, is in sight', () => {
  const WIDTHS = [320, 360, 390, 414, 600, 768, 1280];

  test('at every width, in English and Korean, with and without charts', async () => {
    const strips = await Promise.all(
      ['en', 'ko'].flatMap((lang) =>
        [seed, withTrend].flatMap((data) =>
          WIDTHS.map(async (width) => ({
            width,
            lang,
            element: await stripIn(width, { data, lang }),
            samples: 0,
            whole: 0,
          })),
        ),
      ),
    );
    const start = performance.now();
    let next = start;
    await waitUntil(
      () => {
        const now = performance.now();
        if (now < next) return false;
        next = Math.max(now, next + 100);
        for (const one of strips) {
          one.samples++;
          if (wholeItems(one.element).length) one.whole++;
        }
        return now - start > 15_000;
      },
      '15 seconds',
      { interval: 5, timeout: 40_000 },
    );
    for (const { width, lang, samples, whole } of strips)
      expect(whole / samples, `${width} px, ${lang}`).to.be.at.least(width < 600 ? 0.95 : 1);
  }, 60_000);
});

describe('room on a phone', () => {
  test('buttons, margins and the end link take at most 45 % of 320 px, and every button is at least 24 px', async () => {
    const element = await stripIn(320);
    expect(viewportOf(element).getBoundingClientRect().width).to.be.at.least(320 * 0.55);
    for (const button of queryAll(element, 'button')) {
      const { width, height } = button.getBoundingClientRect();
      expect(Math.min(width, height)).to.be.at.least(24);
    }
  });

  test('charts give way before prices', async () => {
    const element = await stripIn(320, { data: withTrend });
    expect(fitOf(element)).to.equal('two-lines no-trend');
    expect(queryAll(element, '[part~="trend"]').every((chart) => chart.getClientRects().length === 0)).to.equal(true);
    expect(wholeItems(element)).to.deep.equal(['KOSPI']);
  });

  test('a long name is cut, and its numbers are whole', async () => {
    const items = [{ ...seed.items[0]!, name: 'A composite index with a very long name that no phone can show' }];
    const element = await stripIn(320, { data: { ...seed, items } });
    const viewport = viewportOf(element).getBoundingClientRect();
    for (const part of ['price', 'change', 'percent'])
      expect(isInside(queryAll(element, `[part~="${part}"]`)[0]!.getBoundingClientRect(), viewport), part).to.equal(
        true,
      );
  });

  test('a name is cut no more than it must be, also after the strip has become wider', async () => {
    const items = seed.items.map((item) => ({ ...item, name: `The composite index ${item.id}` }));
    const element = await stripIn(240, { data: { ...seed, items } });
    const name = queryAll(element, '[part~="name"]')[0]!;
    const isCut = (): boolean => name.scrollWidth > name.clientWidth;
    expect(isCut(), 'cut at 240 px').to.equal(true);
    for (let width = 240; width <= 640 && isCut(); width += 4) {
      boxOf(element).style.width = `${width}px`;
      await laidOutFrame();
      await laidOutFrame();
      const viewport = viewportOf(element).getBoundingClientRect().width;
      if (isCut()) expect(name.closest('li')!.getBoundingClientRect().width, `${width} px`).to.be.closeTo(viewport, 1);
    }
    expect(isCut(), 'cut at 640 px').to.equal(false);
  });

  test('an item takes two lines, or one, if the page says so', async () => {
    const two = await strip(html`<market-ticker lines="2" .data=${seed}></market-ticker>`, 'live');
    await laidOutFrame();
    expect(fitOf(two)).to.equal('two-lines');
    const one = await stripIn(360, { attributes: { lines: '1' } });
    expect(fitOf(one)).not.to.include('two-lines');
    one.lines = 'auto';
    await waitUntil(() => fitOf(one).includes('two-lines'), 'two lines');
  });
});
