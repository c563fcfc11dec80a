import { expect, html, waitUntil } from '@open-wc/testing';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { afterEach, describe, test } from 'vitest';
import {
  atRest,
  nextFrame,
  setPageHidden,
  query,
  itemsOf,
  laidOutFrame,
  allRunning,
  strip,
  segments,
} from './strip.js';
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

// What `painted` lets go on with is still the layout of a frame: nothing is to go there.
afterEach(() => nextFrame());

const viewportOf = (element: MarketTickerElement): HTMLElement => query(element, '.viewport');
const states = (element: MarketTickerElement): string[] => [
  ...new Set(segments(element).flatMap((segment) => segment.getAnimations().map(({ playState }) => playState))),
];

/** What a pointer does over an item; a mouse if nothing else is said. */
function pointer(
  element: MarketTickerElement,
  type: string,
  clientX = 400,
  more: PointerEventInit & { at?: number } = {},
): PointerEvent {
  const ends = type === 'pointerup' || type === 'pointercancel';
  const event = new PointerEvent(type, {
    bubbles: !/enter|leave/.test(type),
    cancelable: true,
    composed: true,
    pointerId: 7,
    pointerType: 'touch',
    isPrimary: true,
    clientX,
    clientY: 20,
    buttons: ends ? 0 : 1,
    ...more,
  });
  // A hand has its own time, however long a frame takes.
  if (more.at) Object.defineProperty(event, 'timeStamp', { value: more.at });
  const target = /enter|leave/.test(type) ? viewportOf(element) : query(element, 'li');
  target.dispatchEvent(event);
  return event;
}

const mouse = { pointerType: 'mouse', buttons: 0 };

/** Where an item is: px from the strip's start. */
const placeOf = (element: MarketTickerElement, key = 'GAMMA 0'): number =>
  itemPositions(element).find((place) => place.key === key)!.start;

function focusable(element: MarketTickerElement, id: string): HTMLElement {
  const part = query(element, `ul:not([aria-hidden]) [data-id="${id}"] [part="name"]`);
  part.tabIndex = 0;
  return part;
}

/** What holds a strip, and lets it go. */
const reasons: Record<string, (element: MarketTickerElement, on: boolean) => unknown> = {
  'the button': (element) => query<HTMLButtonElement>(element, 'button').click(),
  'a mouse over it': (element, on) => pointer(element, on ? 'pointerenter' : 'pointerleave', 300, mouse),
  'the focus in it': (element, on) => {
    const part = focusable(element, 'BETA');
    if (on) part.focus({ focusVisible: true } as FocusOptions);
    else part.blur();
  },
  'a hand that has taken it': (element, on) => {
    if (!on) return pointer(element, 'pointerup', 320);
    pointer(element, 'pointerdown', 300);
    pointer(element, 'pointermove', 310);
    pointer(element, 'pointermove', 320);
  },
  'its place, far from what the reader sees of the page': (element, on) => {
    element.parentElement!.style.paddingBlock = '3000px';
    window.scrollTo(0, on ? 0 : element.offsetTop - 100);
  },
  'a page that is not looked at': (_, on) => setPageHidden(on),
};

describe('the strip stands still for', () => {
  for (const [reason, hold] of Object.entries(reasons))
    test(`${reason}, and goes on without`, async () => {
      const element = await runningStrip();
      await hold(element, true);
      await waitUntil(() => String(states(element)) === 'paused', 'held');
      await atRest(element);
      const before = placeOf(element);
      for (let frames = 0; frames < 5; frames++) await laidOutFrame();
      expect(placeOf(element)).to.equal(before);
      await nextFrame();
      await hold(element, false);
      await allRunning(element);
      await waitUntil(() => placeOf(element) !== before, 'goes on');
      window.scrollTo(0, 0);
    });

  test('as long as there is one reason left', async () => {
    const element = await runningStrip();
    const all = Object.entries(reasons).filter(([name]) => !name.startsWith('its place'));
    for (const [, hold] of all) await hold(element, true);
    await atRest(element);
    const last = all.splice(2, 1)[0]!;
    for (const [, hold] of all.reverse()) {
      await hold(element, false);
      await element.updateComplete;
      await laidOutFrame();
      expect(states(element)).to.deep.equal(['paused']);
    }
    await atRest(element);
    await last[1](element, false);
    await allRunning(element);
  });

  test('once, however often it is said', async () => {
    const element = await runningStrip();
    for (let times = 0; times < 3; times++) pointer(element, 'pointerenter', 300, mouse);
    await atRest(element);
    pointer(element, 'pointerleave', 300, mouse);
    await allRunning(element);
  });

  test('no finger that is over it, and no focus that a click has brought', async () => {
    const element = await runningStrip();
    pointer(element, 'pointerenter', 300, { pointerType: 'touch' });
    await laidOutFrame();
    await laidOutFrame();
    expect(states(element)).to.deep.equal(['running']);
  });
});

describe('a stop and a start are felt, not seen', () => {
  /** Where an item has been, frame by frame, and between which two times, until it is steady again. */
  async function path(element: MarketTickerElement, act: () => unknown, ends: () => boolean) {
    await laidOutFrame();
    const from = { place: placeOf(element), sooner: timelineNow(), later: performance.now() };
    await nextFrame();
    await act();
    await element.updateComplete;
    const after: (typeof from)[] = [from];
    do {
      const sooner = timelineNow();
      await laidOutFrame();
      after.push({ place: placeOf(element), sooner: Math.max(sooner, from.sooner), later: performance.now() });
    } while (!ends());
    return after.map(({ place, sooner, later }) => ({
      way: from.place - place,
      least: sooner - from.later,
      most: later - from.sooner,
    }));
  }
  const SPEED = 300;
  /** What a sudden stop or start would be: px. */
  const SUDDEN = 3;

  test('it gets slower until it stands, and never goes back', async () => {
    const element = await runningStrip({ speed: SPEED });
    let rests = 0;
    let before: number;
    const ways = await path(
      element,
      () => element.pause(),
      () => {
        rests = placeOf(element) === before ? rests + 1 : 0;
        before = placeOf(element);
        return rests > 3;
      },
    );
    ways.slice(1).forEach(({ way, most }, index) => {
      // To rest on whole pixels it may go half of one further.
      expect(way).to.be.within(ways[index]!.way - 0.1, (most * SPEED) / 1000 + 0.6);
    });
    const { way } = ways.at(-1)!;
    expect(way).to.be.above(SUDDEN);
    // In the time that this takes it would have come much further.
    expect(way).to.be.below((0.6 * ways.at(-4)!.most * SPEED) / 1000);
  });

  test('it gets faster until it has its pace', async () => {
    const element = await runningStrip({ speed: SPEED });
    element.pause();
    await element.updateComplete;
    await atRest(element);
    const ways = await path(
      element,
      () => element.play(),
      () => String(states(element)) === 'running',
    );
    ways.slice(1).forEach(({ way, most }, index) => {
      expect(way).to.be.within(ways[index]!.way - 0.1, (most * SPEED) / 1000 + 0.1);
    });
    const { way, least } = ways.at(-1)!;
    expect((least * SPEED) / 1000 - way).to.be.above(SUDDEN);
    const witness = new JumpDetector(element);
    for (let frames = 0; frames < 5; frames++) {
      await laidOutFrame();
      witness.checkFrame();
    }
  });

  test('it rests on whole device pixels, where text is sharp', async () => {
    const element = await runningStrip();
    for (let times = 0; times < 3; times++) {
      element.pause();
      await element.updateComplete;
      await atRest(element);
      for (const { start } of visibleItems(element)) {
        const device = start * devicePixelRatio;
        expect(Math.abs(device - Math.round(device))).to.be.below(0.02);
      }
      element.play();
      await allRunning(element);
    }
  });

  test('a stop amid a start, and again, jumps nowhere', async () => {
    const element = await runningStrip({ speed: SPEED });
    let before = { place: placeOf(element), at: timelineNow() };
    for (let frames = 0; frames < 30; frames++) {
      if (frames % 3 === 0) element.paused = !element.paused;
      await laidOutFrame();
      const after = { place: placeOf(element), at: timelineNow() };
      // On a slow machine it may go round.
      const lap = itemPositions(element).reduce((sum, { width }) => sum + width, 0);
      const far = before.place - after.place;
      const way = far - Math.round(far / lap) * lap;
      expect(way).to.be.within(-0.6, ((performance.now() - before.at) * SPEED) / 1000 + 0.6);
      expectNoGaps(element);
      before = after;
      await nextFrame();
    }
  });
});

describe('a hand moves it', () => {
  test('pixel by pixel, once it is clear that it is no tap', async () => {
    const element = await runningStrip({ speed: 1 });
    pointer(element, 'pointerdown', 400);
    await laidOutFrame();
    expect(states(element)).to.deep.equal(['paused']);
    const start = placeOf(element);
    for (const x of [405, 407]) {
      await nextFrame();
      pointer(element, 'pointermove', x);
      await laidOutFrame();
      // Nor does it leap to where the hand has gone before.
      expect(placeOf(element)).to.equal(start);
    }
    for (const x of [408, 430, 431, 300, 650, 20, 407]) {
      await nextFrame();
      pointer(element, 'pointermove', x);
      await laidOutFrame();
      expect(placeOf(element) - start).to.be.closeTo(x - 407, 0.1);
      expectNoGaps(element);
    }
  });

  test('and holds it where it is, for as long as it holds it', async () => {
    const element = await runningStrip();
    pointer(element, 'pointerdown', 400);
    pointer(element, 'pointermove', 420);
    await laidOutFrame();
    const before = placeOf(element);
    for (let frames = 0; frames < 5; frames++) await laidOutFrame();
    expect(placeOf(element)).to.equal(before);
    await nextFrame();
    pointer(element, 'pointerup', 420);
    await allRunning(element);
  });

  test('and stops what glides by being laid on it, so that a tap meets what it is aimed at', async () => {
    const element = await runningStrip();
    element.next();
    await nextFrame();
    pointer(element, 'pointerdown', 400);
    await laidOutFrame();
    const before = placeOf(element);
    for (let frames = 0; frames < 5; frames++) {
      await laidOutFrame();
      expect(placeOf(element)).to.equal(before);
    }
    pointer(element, 'pointerup', 400);
    await allRunning(element);
  });

  for (const way of [1, -1])
    test(`and throws it: it glides on to the ${way > 0 ? 'right' : 'left'}, slows down, and goes on at its pace`, async () => {
      const element = await runningStrip();
      let x = 400;
      let at = performance.now();
      pointer(element, 'pointerdown', x, { at });
      for (let moves = 0; moves < 6; moves++) pointer(element, 'pointermove', (x += 10 * way), { at: (at += 16) });
      const from = { place: placeOf(element), at: performance.now() };
      pointer(element, 'pointerup', x, { at });
      const ways: { way: number; at: number }[] = [];
      while (String(states(element)) !== 'running') {
        await laidOutFrame();
        ways.push({ way: (placeOf(element) - from.place) * way, at: performance.now() - from.at });
        expectNoGaps(element);
      }
      // On the way that the hand went, and further than the strip itself does.
      expect(Math.max(...ways.map((one) => one.way))).to.be.above(20);
      expect(ways.find((one) => one.at > 30)!.way).to.be.above(0);
      // Slower and slower: half of the time is far more than half of the way.
      const half = ways.at(-1)!.at / 2;
      const [soon, late] = [ways.filter(({ at }) => at < half).at(-1)!, ways.at(-1)!];
      const own = (ms: number): number => (-60 * way * ms) / 1000;
      const thrown = (one: typeof soon): number => one.way - own(one.at);
      expect(thrown(soon)).to.be.above(0.7 * thrown(late));
      const witness = new JumpDetector(element);
      for (let frames = 0; frames < 5; frames++) {
        await laidOutFrame();
        witness.checkFrame();
      }
      await nextFrame();
    });

  test('and lets it go at rest: it goes on at its pace from there', async () => {
    const element = await runningStrip();
    let at = performance.now();
    pointer(element, 'pointerdown', 400, { at });
    for (const x of [420, 440, 460]) pointer(element, 'pointermove', x, { at: (at += 16) });
    const before = placeOf(element);
    // It has come to rest before.
    pointer(element, 'pointerup', 460, { at: at + 120 });
    await allRunning(element);
    expect(placeOf(element)).to.be.at.most(before + 0.1);
  });

  test('but not by another finger, another button, or outside of the window', async () => {
    const element = await runningStrip({ speed: 1 });
    pointer(element, 'pointerdown', 400, { isPrimary: false });
    pointer(element, 'pointermove', 500, { isPrimary: false });
    pointer(element, 'pointerdown', 400, { button: 2 });
    pointer(element, 'pointermove', 500, { button: 2 });
    await laidOutFrame();
    expect(states(element)).to.deep.equal(['running']);
    await nextFrame();
    pointer(element, 'pointerdown', 400);
    await laidOutFrame();
    const before = placeOf(element);
    await nextFrame();
    pointer(element, 'pointermove', 500, { pointerId: 8 });
    await laidOutFrame();
    expect(placeOf(element)).to.equal(before);
    // Let go where nobody heard it.
    pointer(element, 'pointermove', 600, { buttons: 0 });
    await allRunning(element);
  });

  test('on a page from right to left the same way as the hand', async () => {
    const element = await runningStrip({ speed: 1, dir: 'rtl' });
    const left = (): number => itemsOf(element)[2]!.getBoundingClientRect().left;
    pointer(element, 'pointerdown', 400);
    pointer(element, 'pointermove', 410);
    await laidOutFrame();
    const before = left();
    await nextFrame();
    pointer(element, 'pointermove', 460);
    await laidOutFrame();
    expect(left() - before).to.be.closeTo(50, 0.6);
    await nextFrame();
    pointer(element, 'pointercancel', 460);
  });
});

describe('a click', () => {
  async function clicked(element: MarketTickerElement, ...moves: number[]) {
    let heard = 0;
    const hear = (): void => void heard++;
    element.addEventListener('click', hear);
    pointer(element, 'pointerdown', 400);
    for (const x of moves) pointer(element, 'pointermove', x);
    pointer(element, 'pointerup', moves.at(-1) ?? 400);
    const click = pointer(element, 'click', moves.at(-1) ?? 400, { detail: 1, buttons: 0 });
    element.removeEventListener('click', hear);
    return { heard, prevented: click.defaultPrevented };
  }

  test('is one after a tap, and where the finger trembles', async () => {
    const element = await runningStrip();
    expect(await clicked(element)).to.deep.equal({ heard: 1, prevented: false });
    expect(await clicked(element, 402, 396)).to.deep.equal({ heard: 1, prevented: false });
  });

  test('is none after a drag, and is one again afterwards', async () => {
    const element = await runningStrip();
    expect(await clicked(element, 410, 450)).to.deep.equal({ heard: 0, prevented: true });
    expect(await clicked(element)).to.deep.equal({ heard: 1, prevented: false });
  });

  test('of the keyboard is one, also after a drag whose click never came', async () => {
    const element = await runningStrip();
    pointer(element, 'pointerdown', 400);
    pointer(element, 'pointermove', 450);
    pointer(element, 'pointerup', 450);
    const click = pointer(element, 'click', 0, { detail: 0, buttons: 0 });
    expect(click.defaultPrevented).to.equal(false);
  });

  test('on a link drags no link away', async () => {
    const element = await runningStrip();
    const event = new DragEvent('dragstart', { bubbles: true, cancelable: true });
    query(element, 'li').dispatchEvent(event);
    expect(event.defaultPrevented).to.equal(true);
  });
});

describe('a wheel', () => {
  async function turned(element: MarketTickerElement, init: WheelEventInit) {
    await laidOutFrame();
    const before = { place: placeOf(element), at: timelineNow() };
    await nextFrame();
    const event = new WheelEvent('wheel', { bubbles: true, cancelable: true, ...init });
    query(element, 'li').dispatchEvent(event);
    await laidOutFrame();
    const moved = placeOf(element) - before.place + ((timelineNow() - before.at) * element.speed) / 1000;
    return { moved, taken: event.defaultPrevented };
  }

  test.each<[string, WheelEventInit, number]>([
    ['sideways moves the strip by as much', { deltaX: 90 }, -90],
    ['sideways moves it back', { deltaX: -70, deltaY: 20 }, 70],
    ['with Shift goes sideways', { deltaY: 53, shiftKey: true }, -53],
    ['that counts in lines', { deltaX: 3, deltaMode: WheelEvent.DOM_DELTA_LINE }, -48],
  ])('%s', async (_, init, way) => {
    const element = await runningStrip();
    const { moved, taken } = await turned(element, init);
    expect(moved).to.be.closeTo(way, 0.1);
    expect(taken).to.equal(true);
    expectNoGaps(element);
  });

  test.each<[string, WheelEventInit]>([
    ['downwards scrolls the page', { deltaY: 90 }],
    ['more down than sideways scrolls the page', { deltaX: 40, deltaY: 41 }],
    ['with Control zooms the page', { deltaX: 0, deltaY: 90, ctrlKey: true }],
  ])('%s, and is left alone', async (_, init) => {
    const element = await runningStrip();
    const { moved, taken } = await turned(element, init);
    expect(moved).to.be.closeTo(0, 0.1);
    expect(taken).to.equal(false);
  });

  test('in a still row is the browser’s own', async () => {
    const element = await strip(html`<market-ticker layout="row" .data=${SIX_ITEMS}></market-ticker>`, 'live');
    const event = new WheelEvent('wheel', { deltaX: 50, bubbles: true, cancelable: true });
    query(element, 'li').dispatchEvent(event);
    expect(event.defaultPrevented).to.equal(false);
  });
});

describe('next and previous', () => {
  const first = (element: MarketTickerElement) =>
    visibleItems(element).find(({ start, width }) => start + width / 2 > 0)!;

  test('glide to the next item, and back, one after another', async () => {
    const element = await runningStrip();
    element.pause();
    await element.updateComplete;
    await atRest(element);
    for (const [step, key] of [
      ['next', 'BETA 0'],
      ['next', 'GAMMA 0'],
      ['previous', 'BETA 0'],
    ] as const) {
      const before = placeOf(element);
      element[step]();
      await laidOutFrame();
      // Not at once.
      expect(Math.abs(placeOf(element) - before)).to.be.below(200);
      await atRest(element);
      expect(first(element).key).to.equal(key);
      expect(first(element).start).to.be.closeTo(0, 0.51);
      expectNoGaps(element);
    }
  });

  test('in quick succession go by as many items', async () => {
    const element = await runningStrip();
    element.pause();
    await element.updateComplete;
    await atRest(element);
    for (let times = 0; times < 3; times++) element.next();
    await atRest(element);
    expect(first(element).key).to.equal('DELTA 0');
    expect(first(element).start).to.be.closeTo(0, 0.51);
    for (let times = 0; times < 2; times++) element.previous();
    await atRest(element);
    expect(first(element).key).to.equal('BETA 0');
  });

  test('on a strip that runs lead it there, and on at its pace', async () => {
    const element = await runningStrip();
    element.next();
    await waitUntil(() => String(states(element)) === 'paused', 'glides');
    await allRunning(element);
    expect(['BETA 0', 'GAMMA 0']).to.include(first(element).key);
    const witness = new JumpDetector(element);
    await laidOutFrame();
    witness.checkFrame();
  });

  test('on a page from right to left', async () => {
    const element = await runningStrip({ dir: 'rtl' });
    element.pause();
    await element.updateComplete;
    await atRest(element);
    element.next();
    await atRest(element);
    const [{ right }, outer] = [
      itemsOf(element)[1]!.getBoundingClientRect(),
      viewportOf(element).getBoundingClientRect(),
    ];
    expect(right).to.be.closeTo(outer.right, 0.51);
  });

  for (const dir of ['ltr', 'rtl'])
    test(`scroll a still row: ${dir}`, async () => {
      const page = await strip(
        html`<div dir=${dir}>
          <market-ticker
            layout="row"
            style="inline-size: 400px"
            .data=${itemsNamed('A', 'B', 'C', 'D', 'E', 'F', 'G')}
          ></market-ticker>
        </div>`,
      );
      const element = page.querySelector('market-ticker')!;
      await element.updateComplete;
      const at = (index: number): number => {
        const [inner, outer] = [
          itemsOf(element)[index]!.getBoundingClientRect(),
          viewportOf(element).getBoundingClientRect(),
        ];
        return dir === 'ltr' ? inner.left - outer.left : outer.right - inner.right;
      };
      element.next();
      await waitUntil(() => Math.abs(at(1)) < 1, 'the second item');
      element.next();
      await waitUntil(() => Math.abs(at(2)) < 1, 'the third');
      element.previous();
      await waitUntil(() => Math.abs(at(1)) < 1, 'the second again');
    });
});

describe('the focus', () => {
  test('moves an item that is out of sight fully into view, and holds the strip there', async () => {
    const element = await runningStrip();
    for (const id of ['ZETA', 'ALPHA', 'DELTA']) {
      focusable(element, id).focus({ focusVisible: true } as FocusOptions);
      await atRest(element);
      const { start, width } = itemPositions(element).find(({ key }) => key === `${id} 0`)!;
      expect(start).to.be.at.least(-0.51);
      expect(start + width).to.be.at.most(viewportWidth(element) + 0.51);
      expect(states(element)).to.deep.equal(['paused']);
      expect(viewportOf(element).scrollLeft).to.equal(0);
      expectNoGaps(element);
    }
    (element.shadowRoot!.activeElement as HTMLElement).blur();
    await allRunning(element);
  });

  test('leaves an item that is in view where it is', async () => {
    const element = await runningStrip({ speed: 1 });
    const before = placeOf(element, 'BETA 0');
    await settleAfter(element, () => focusable(element, 'BETA').focus({ focusVisible: true } as FocusOptions));
    await atRest(element);
    expect(placeOf(element, 'BETA 0')).to.be.closeTo(before, 1.5);
  });
});
