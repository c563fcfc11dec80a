import { expect, html } from '@open-wc/testing';
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
  viewportOf,
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
import { waitUntil } from './wait-until.js';

// `laidOutFrame()` resolves during the layout of a frame. The next test starts in a frame of its own.
afterEach(() => nextFrame());

const playStates = (element: MarketTickerElement): string[] => [
  ...new Set(segments(element).flatMap((segment) => segment.getAnimations().map(({ playState }) => playState))),
];

/** Dispatches a pointer event over an item, or over the viewport for enter and leave. The pointer is a finger by default. */
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
  // The time of the event does not depend on how long a frame takes.
  if (more.at) Object.defineProperty(event, 'timeStamp', { value: more.at });
  const target = /enter|leave/.test(type) ? viewportOf(element) : query(element, 'li');
  target.dispatchEvent(event);
  return event;
}

const mouse = { pointerType: 'mouse', buttons: 0 };

/** The distance of an item from the viewport's start, px. */
const startOf = (element: MarketTickerElement, key = 'GAMMA 0'): number =>
  itemPositions(element).find((position) => position.key === key)!.start;

function focusable(element: MarketTickerElement, id: string): HTMLElement {
  const part = query(element, `ul:not([aria-hidden]) [data-id="${id}"] [part="name"]`);
  part.tabIndex = 0;
  return part;
}

/** The reasons for which a strip stands still; each function begins or ends one. */
const reasons: Record<string, (element: MarketTickerElement, on: boolean) => unknown> = {
  'the button': (element) => query<HTMLButtonElement>(element, 'button').click(),
  'a mouse over it': (element, on) => pointer(element, on ? 'pointerenter' : 'pointerleave', 300, mouse),
  'focus in it': (element, on) => {
    const part = focusable(element, 'BETA');
    if (on) part.focus({ focusVisible: true } as FocusOptions);
    else part.blur();
  },
  'a finger that drags it': (element, on) => {
    if (!on) return pointer(element, 'pointerup', 320);
    pointer(element, 'pointerdown', 300);
    pointer(element, 'pointermove', 310);
    pointer(element, 'pointermove', 320);
  },
  'a position moved from the visible part of the page': (element, on) => {
    element.parentElement!.style.paddingBlock = '3000px';
    window.scrollTo(0, on ? 0 : element.offsetTop - 100);
  },
  'a hidden page': (_, on) => setPageHidden(on),
};

describe('the strip stands still for', () => {
  for (const [reason, hold] of Object.entries(reasons))
    test(`${reason}, and continues afterwards`, async () => {
      const element = await runningStrip();
      await hold(element, true);
      await waitUntil(() => String(playStates(element)) === 'paused', 'paused');
      await atRest(element);
      const before = startOf(element);
      for (let frames = 0; frames < 5; frames++) await laidOutFrame();
      expect(startOf(element)).to.equal(before);
      await nextFrame();
      await hold(element, false);
      await allRunning(element);
      await waitUntil(() => startOf(element) !== before, 'the strip moves');
      window.scrollTo(0, 0);
    });

  test('as long as one reason is left', async () => {
    const element = await runningStrip();
    const all = Object.entries(reasons).filter(([name]) => !name.startsWith('a position'));
    for (const [, hold] of all) await hold(element, true);
    await atRest(element);
    const last = all.splice(2, 1)[0]!;
    for (const [, hold] of all.reverse()) {
      await hold(element, false);
      await element.updateComplete;
      await laidOutFrame();
      expect(playStates(element)).to.deep.equal(['paused']);
    }
    await atRest(element);
    await last[1](element, false);
    await allRunning(element);
  });

  test('a reason that begins several times and ends once', async () => {
    const element = await runningStrip();
    for (let times = 0; times < 3; times++) pointer(element, 'pointerenter', 300, mouse);
    await atRest(element);
    pointer(element, 'pointerleave', 300, mouse);
    await allRunning(element);
  });

  test('neither a finger that is over it nor focus that a click has moved', async () => {
    const element = await runningStrip();
    pointer(element, 'pointerenter', 300, { pointerType: 'touch' });
    await laidOutFrame();
    await laidOutFrame();
    expect(playStates(element)).to.deep.equal(['running']);
  });
});

describe('a stop and a start are gradual', () => {
  /**
   * Records the position of an item frame by frame after `act`, until `ends()`: the distance from the first position in px,
   * and the shortest and longest time in ms that can have passed meanwhile.
   */
  async function recordPath(element: MarketTickerElement, act: () => unknown, ends: () => boolean) {
    await laidOutFrame();
    const from = { start: startOf(element), sooner: timelineNow(), later: performance.now() };
    await nextFrame();
    await act();
    await element.updateComplete;
    const after: (typeof from)[] = [from];
    do {
      const sooner = timelineNow();
      await laidOutFrame();
      after.push({ start: startOf(element), sooner: Math.max(sooner, from.sooner), later: performance.now() });
    } while (!ends());
    return after.map(({ start, sooner, later }) => ({
      distance: from.start - start,
      minMs: sooner - from.later,
      maxMs: later - from.sooner,
    }));
  }
  const SPEED = 300;
  /** A stop or start over a shorter distance, in px, would be sudden. */
  const SUDDEN_PX = 3;

  test('a paused strip slows down until it stands, and never moves back', async () => {
    const element = await runningStrip({ speed: SPEED });
    let rests = 0;
    let before: number;
    const path = await recordPath(
      element,
      () => element.pause(),
      () => {
        rests = startOf(element) === before ? rests + 1 : 0;
        before = startOf(element);
        return rests > 3;
      },
    );
    path.slice(1).forEach(({ distance, maxMs }, index) => {
      // It may move half a pixel further, to rest on a whole one.
      expect(distance).to.be.within(path[index]!.distance - 0.1, (maxMs * SPEED) / 1000 + 0.6);
    });
    const { distance } = path.at(-1)!;
    expect(distance).to.be.above(SUDDEN_PX);
    // Without slowing down it would have moved much further in this time.
    expect(distance).to.be.below((0.6 * path.at(-4)!.maxMs * SPEED) / 1000);
  });

  test('a strip that plays accelerates until it has its speed', async () => {
    const element = await runningStrip({ speed: SPEED });
    element.pause();
    await element.updateComplete;
    await atRest(element);
    let framesAtSpeed = 0;
    const path = await recordPath(
      element,
      () => element.play(),
      () => String(playStates(element)) === 'running' && ++framesAtSpeed > 5,
    );
    path.slice(1).forEach(({ distance, maxMs }, index) => {
      expect(distance).to.be.within(path[index]!.distance - 0.1, (maxMs * SPEED) / 1000 + 0.1);
    });
    // What it lags behind a sudden start stays once it has its speed. The shortest frame tells it best.
    const lag = Math.max(...path.map(({ distance, minMs }) => (minMs * SPEED) / 1000 - distance));
    expect(lag).to.be.above(SUDDEN_PX);
    const detector = new JumpDetector(element);
    for (let frames = 0; frames < 5; frames++) {
      await laidOutFrame();
      detector.checkFrame();
    }
  });

  test('a strip rests on whole device pixels, where text is sharp', async () => {
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

  test('stopping during a start, again and again, makes nothing jump', async () => {
    const element = await runningStrip({ speed: SPEED });
    let before = { start: startOf(element), at: timelineNow() };
    for (let frames = 0; frames < 30; frames++) {
      if (frames % 3 === 0) element.paused = !element.paused;
      await laidOutFrame();
      const after = { start: startOf(element), at: timelineNow() };
      // On a slow machine the strip may have made a whole lap.
      const lap = itemPositions(element).reduce((sum, { width }) => sum + width, 0);
      const moved = before.start - after.start;
      const distance = moved - Math.round(moved / lap) * lap;
      expect(distance).to.be.within(-0.6, ((performance.now() - before.at) * SPEED) / 1000 + 0.6);
      expectNoGaps(element);
      before = after;
      await nextFrame();
    }
  });
});

describe('a finger that drags the strip', () => {
  test('moves it pixel by pixel, once it has moved too far for a tap', async () => {
    const element = await runningStrip({ speed: 1 });
    pointer(element, 'pointerdown', 400);
    await laidOutFrame();
    expect(playStates(element)).to.deep.equal(['paused']);
    const start = startOf(element);
    for (const x of [405, 407]) {
      await nextFrame();
      pointer(element, 'pointermove', x);
      await laidOutFrame();
      // Nor does the strip jump by the distance that the finger has moved until then.
      expect(startOf(element)).to.equal(start);
    }
    for (const x of [408, 430, 431, 300, 650, 20, 407]) {
      await nextFrame();
      pointer(element, 'pointermove', x);
      await laidOutFrame();
      expect(startOf(element) - start).to.be.closeTo(x - 407, 0.1);
      expectNoGaps(element);
    }
  });

  test('holds it still for as long as it touches it', async () => {
    const element = await runningStrip();
    pointer(element, 'pointerdown', 400);
    pointer(element, 'pointermove', 420);
    await laidOutFrame();
    const before = startOf(element);
    for (let frames = 0; frames < 5; frames++) await laidOutFrame();
    expect(startOf(element)).to.equal(before);
    await nextFrame();
    pointer(element, 'pointerup', 420);
    await allRunning(element);
  });

  test('stops a gliding strip by touching it, so that a tap hits the item that it is aimed at', async () => {
    const element = await runningStrip();
    element.next();
    await nextFrame();
    pointer(element, 'pointerdown', 400);
    await laidOutFrame();
    const before = startOf(element);
    for (let frames = 0; frames < 5; frames++) {
      await laidOutFrame();
      expect(startOf(element)).to.equal(before);
    }
    pointer(element, 'pointerup', 400);
    await allRunning(element);
  });

  for (const direction of [1, -1])
    test(`throws it to the ${direction > 0 ? 'right' : 'left'}: it glides, slows down, and continues at its speed`, async () => {
      const element = await runningStrip();
      let x = 400;
      let at = performance.now();
      pointer(element, 'pointerdown', x, { at });
      for (let moves = 0; moves < 6; moves++)
        pointer(element, 'pointermove', (x += 10 * direction), { at: (at += 16) });
      const from = { start: startOf(element), at: performance.now() };
      pointer(element, 'pointerup', x, { at });
      const path: { distance: number; at: number }[] = [];
      while (String(playStates(element)) !== 'running') {
        await laidOutFrame();
        path.push({ distance: (startOf(element) - from.start) * direction, at: performance.now() - from.at });
        expectNoGaps(element);
      }
      // In the direction of the finger, and further than the strip would have moved by itself.
      expect(Math.max(...path.map((one) => one.distance))).to.be.above(20);
      expect(path.find((one) => one.at > 30)!.distance).to.be.above(0);
      // It slows down: half of the time covers far more than half of the distance.
      const half = path.at(-1)!.at / 2;
      const [halfway, end] = [path.filter(({ at }) => at < half).at(-1)!, path.at(-1)!];
      const own = (ms: number): number => (-60 * direction * ms) / 1000;
      const thrown = (one: typeof halfway): number => one.distance - own(one.at);
      expect(thrown(halfway)).to.be.above(0.7 * thrown(end));
      const detector = new JumpDetector(element);
      for (let frames = 0; frames < 5; frames++) {
        await laidOutFrame();
        detector.checkFrame();
      }
      await nextFrame();
    });

  test('lets it continue at its speed from there when it is lifted at rest', async () => {
    const element = await runningStrip();
    let at = performance.now();
    pointer(element, 'pointerdown', 400, { at });
    for (const x of [420, 440, 460]) pointer(element, 'pointermove', x, { at: (at += 16) });
    const before = startOf(element);
    // The finger has rested for 120 ms.
    pointer(element, 'pointerup', 460, { at: at + 120 });
    await allRunning(element);
    expect(startOf(element)).to.be.at.most(before + 0.1);
  });

  test('must be the first finger or the main button, and must still be down', async () => {
    const element = await runningStrip({ speed: 1 });
    pointer(element, 'pointerdown', 400, { isPrimary: false });
    pointer(element, 'pointermove', 500, { isPrimary: false });
    pointer(element, 'pointerdown', 400, { button: 2 });
    pointer(element, 'pointermove', 500, { button: 2 });
    await laidOutFrame();
    expect(playStates(element)).to.deep.equal(['running']);
    await nextFrame();
    pointer(element, 'pointerdown', 400);
    await laidOutFrame();
    const before = startOf(element);
    await nextFrame();
    pointer(element, 'pointermove', 500, { pointerId: 8 });
    await laidOutFrame();
    expect(startOf(element)).to.equal(before);
    // It was lifted outside the window, where no event reached the strip.
    pointer(element, 'pointermove', 600, { buttons: 0 });
    await allRunning(element);
  });

  test('moves it in its own direction on a right-to-left page too', async () => {
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
    let clicks = 0;
    const onClick = (): void => void clicks++;
    element.addEventListener('click', onClick);
    pointer(element, 'pointerdown', 400);
    for (const x of moves) pointer(element, 'pointermove', x);
    pointer(element, 'pointerup', moves.at(-1) ?? 400);
    const click = pointer(element, 'click', moves.at(-1) ?? 400, { detail: 1, buttons: 0 });
    element.removeEventListener('click', onClick);
    return { clicks, prevented: click.defaultPrevented };
  }

  test('reaches the page after a tap, even if the finger trembles', async () => {
    const element = await runningStrip();
    expect(await clicked(element)).to.deep.equal({ clicks: 1, prevented: false });
    expect(await clicked(element, 402, 396)).to.deep.equal({ clicks: 1, prevented: false });
  });

  test('does not reach the page after a drag, but the next one does', async () => {
    const element = await runningStrip();
    expect(await clicked(element, 410, 450)).to.deep.equal({ clicks: 0, prevented: true });
    expect(await clicked(element)).to.deep.equal({ clicks: 1, prevented: false });
  });

  test('by keyboard reaches the page, even after a drag that no click followed', async () => {
    const element = await runningStrip();
    pointer(element, 'pointerdown', 400);
    pointer(element, 'pointermove', 450);
    pointer(element, 'pointerup', 450);
    const click = pointer(element, 'click', 0, { detail: 0, buttons: 0 });
    expect(click.defaultPrevented).to.equal(false);
  });

  test('on a link cannot start a native drag of the link', async () => {
    const element = await runningStrip();
    const event = new DragEvent('dragstart', { bubbles: true, cancelable: true });
    query(element, 'li').dispatchEvent(event);
    expect(event.defaultPrevented).to.equal(true);
  });
});

describe('a wheel', () => {
  async function turnWheel(element: MarketTickerElement, init: WheelEventInit) {
    await laidOutFrame();
    const before = { start: startOf(element), at: timelineNow() };
    await nextFrame();
    const event = new WheelEvent('wheel', { bubbles: true, cancelable: true, ...init });
    query(element, 'li').dispatchEvent(event);
    await laidOutFrame();
    const moved = startOf(element) - before.start + ((timelineNow() - before.at) * element.speed) / 1000;
    return { moved, prevented: event.defaultPrevented };
  }

  test.each<[string, WheelEventInit, number]>([
    ['that turns sideways moves the strip by the same distance', { deltaX: 90 }, -90],
    ['that turns sideways to the left moves it back', { deltaX: -70, deltaY: 20 }, 70],
    ['that turns with Shift moves it sideways', { deltaY: 53, shiftKey: true }, -53],
    ['that counts in lines moves it by 16 px a line', { deltaX: 3, deltaMode: WheelEvent.DOM_DELTA_LINE }, -48],
  ])('%s', async (_, init, distance) => {
    const element = await runningStrip();
    const { moved, prevented } = await turnWheel(element, init);
    expect(moved).to.be.closeTo(distance, 0.1);
    expect(prevented).to.equal(true);
    expectNoGaps(element);
  });

  test.each<[string, WheelEventInit]>([
    ['that turns down scrolls the page', { deltaY: 90 }],
    ['that turns more down than sideways scrolls the page', { deltaX: 40, deltaY: 41 }],
    ['that turns with Control zooms the page', { deltaX: 0, deltaY: 90, ctrlKey: true }],
  ])('%s, and the strip ignores it', async (_, init) => {
    const element = await runningStrip();
    const { moved, prevented } = await turnWheel(element, init);
    expect(moved).to.be.closeTo(0, 0.1);
    expect(prevented).to.equal(false);
  });

  test('over a still row is left to the browser', async () => {
    const element = await strip(html`<market-ticker layout="row" .data=${SIX_ITEMS}></market-ticker>`, 'live');
    const event = new WheelEvent('wheel', { deltaX: 50, bubbles: true, cancelable: true });
    query(element, 'li').dispatchEvent(event);
    expect(event.defaultPrevented).to.equal(false);
  });
});

describe('next() and previous()', () => {
  const first = (element: MarketTickerElement) =>
    visibleItems(element).find(({ start, width }) => start + width / 2 > 0)!;

  test('glide to the next item and back', async () => {
    const element = await runningStrip();
    element.pause();
    await element.updateComplete;
    await atRest(element);
    for (const [step, key] of [
      ['next', 'BETA 0'],
      ['next', 'GAMMA 0'],
      ['previous', 'BETA 0'],
    ] as const) {
      const before = startOf(element);
      element[step]();
      await laidOutFrame();
      // It glides instead of jumping.
      expect(Math.abs(startOf(element) - before)).to.be.below(200);
      await atRest(element);
      expect(first(element).key).to.equal(key);
      expect(first(element).start).to.be.closeTo(0, 0.51);
      expectNoGaps(element);
    }
  });

  test('in quick succession move by as many items', async () => {
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

  test('on a running strip glide to the item, after which it continues at its speed', async () => {
    const element = await runningStrip();
    element.next();
    await waitUntil(() => String(playStates(element)) === 'paused', 'the strip glides');
    await allRunning(element);
    expect(['BETA 0', 'GAMMA 0']).to.include(first(element).key);
    const detector = new JumpDetector(element);
    await laidOutFrame();
    detector.checkFrame();
  });

  test('move the other way on a right-to-left page', async () => {
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
      const startAt = (index: number): number => {
        const [inner, outer] = [
          itemsOf(element)[index]!.getBoundingClientRect(),
          viewportOf(element).getBoundingClientRect(),
        ];
        return dir === 'ltr' ? inner.left - outer.left : outer.right - inner.right;
      };
      element.next();
      await waitUntil(() => Math.abs(startAt(1)) < 1, 'the second item');
      element.next();
      await waitUntil(() => Math.abs(startAt(2)) < 1, 'the third');
      element.previous();
      await waitUntil(() => Math.abs(startAt(1)) < 1, 'the second again');
    });
});

describe('keyboard focus', () => {
  test('brings an item that is out of sight into full view, and holds the strip there', async () => {
    const element = await runningStrip();
    for (const id of ['ZETA', 'ALPHA', 'DELTA']) {
      focusable(element, id).focus({ focusVisible: true } as FocusOptions);
      await atRest(element);
      const { start, width } = itemPositions(element).find(({ key }) => key === `${id} 0`)!;
      expect(start).to.be.at.least(-0.51);
      expect(start + width).to.be.at.most(viewportWidth(element) + 0.51);
      expect(playStates(element)).to.deep.equal(['paused']);
      expect(viewportOf(element).scrollLeft).to.equal(0);
      expectNoGaps(element);
    }
    (element.shadowRoot!.activeElement as HTMLElement).blur();
    await allRunning(element);
  });

  test('leaves an item that is in view where it is', async () => {
    const element = await runningStrip({ speed: 1 });
    const before = startOf(element, 'BETA 0');
    await settleAfter(element, () => focusable(element, 'BETA').focus({ focusVisible: true } as FocusOptions));
    await atRest(element);
    expect(startOf(element, 'BETA 0')).to.be.closeTo(before, 1.5);
  });
});
