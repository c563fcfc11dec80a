import { expect, html } from '@open-wc/testing';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { afterEach, describe, onTestFinished, test } from 'vitest';
import { seed } from '../../support/fixtures/seed.js';
import {
  allAnimated,
  allRunning,
  atRest,
  itemsOf,
  laidOutFrame,
  nextFrame,
  query,
  queryAll,
  segments,
  strip,
  viewportOf,
} from './strip.js';
import { expectNoGaps, itemsNamed, JumpDetector, runningStrip, settleAfter, SIX_ITEMS } from './jump-detector.js';
import { waitUntil } from './wait-until.js';

// `laidOutFrame()` resolves during the layout of a frame. The next test starts in a frame of its own.
afterEach(() => nextFrame());

const rectOf = (element: Element): DOMRect => element.getBoundingClientRect();

/** The distance in client px from the edge of the viewport at which the row is written to start, to an item. */
function startOf(element: MarketTickerElement, index: number, direction: string): number {
  const [inner, outer] = [rectOf(itemsOf(element)[index]!), rectOf(viewportOf(element))];
  return direction === 'rtl' ? outer.right - inner.right : inner.left - outer.left;
}

/** A standing marquee inside `outer`, which the page styles. */
async function standingStrip(outerStyle: string, attributes: { dir?: string } = {}): Promise<MarketTickerElement> {
  const page = await strip(
    html`<div dir=${attributes.dir ?? 'ltr'} style=${outerStyle}>
      <market-ticker style="inline-size: 700px" paused .data=${SIX_ITEMS}></market-ticker>
    </div>`,
  );
  const element = page.querySelector('market-ticker')!;
  await allAnimated(element);
  return element;
}

describe('the direction of the page', () => {
  test.each([
    ['by CSS on an ancestor', 'direction: rtl', 'ltr', 'rtl'],
    ['by CSS against the attribute', 'direction: ltr', 'rtl', 'ltr'],
    ['by the attribute', '', 'rtl', 'rtl'],
  ])('%s decides where the row starts', async (_, style, dir, expected) => {
    const element = await standingStrip(style, { dir });
    expect(startOf(element, 0, expected)).to.be.closeTo(0, 1.1);
    expect(startOf(element, 1, expected)).to.be.closeTo(rectOf(itemsOf(element)[0]!).width, 1.1);
    element.next();
    await atRest(element);
    expect(startOf(element, 1, expected)).to.be.closeTo(0, 1.1);
  });

  test('is followed in the same frame when a class changes it, while the strip runs', async () => {
    const element = await runningStrip({ data: seed });
    const style = document.createElement('style');
    style.textContent = '.turned { direction: rtl }';
    document.head.append(style);
    onTestFinished(() => style.remove());
    for (const direction of ['rtl', 'ltr']) {
      await nextFrame();
      element.parentElement!.classList.toggle('turned', direction === 'rtl');
      await laidOutFrame();
      expectNoGaps(element);
      await settleAfter(element, () => undefined);
      const first = (): number => startOf(element, 1, direction);
      const before = first();
      const detector = new JumpDetector(element);
      for (let frames = 0; frames < 5; frames++) {
        await laidOutFrame();
        detector.checkFrame();
      }
      expect(first()).to.be.below(before);
    }
  });

  test('decides which arrow the step buttons show and at which end of an item the separator is', async () => {
    const page = await strip(
      html`<div style="direction: ltr"><market-ticker layout="row" .data=${SIX_ITEMS}></market-ticker></div>`,
    );
    const element = page.querySelector('market-ticker')!;
    await element.updateComplete;
    /** For each step button, in client px from its left edge, what is drawn inside the button. */
    const icons = () =>
      queryAll(element, 'button')
        .slice(1)
        .map((button) => {
          const [{ left }, path] = [rectOf(button), button.querySelector('path')!];
          const icon = rectOf(path.ownerSVGElement!).left;
          return [4.5, 104.5, 110, 10].map((x) => icon + x - left > 0 && icon + x - left < rectOf(button).width);
        });
    const borders = () => {
      const { borderLeftWidth, borderRightWidth } = getComputedStyle(query(element, 'li'));
      return [borderLeftWidth, borderRightWidth].map(parseFloat).map(Math.round);
    };
    expect(icons()).to.deep.equal(Array(2).fill([false, true, true, false]));
    expect(borders()).to.deep.equal([0, 1]);
    page.style.direction = 'rtl';
    expect(icons()).to.deep.equal(Array(2).fill([true, false, false, true]));
    expect(borders()).to.deep.equal([1, 0]);
  });
});

/** The size at which a reader sees one CSS px of the strip. */
const SCALES: Record<string, number> = {
  'zoom: 1.5': 1.5,
  'zoom: 0.8': 0.8,
  'transform: scale(1.5); transform-origin: 0 0': 1.5,
  'transform: scale(0.5); transform-origin: 0 0': 0.5,
  'zoom: 2; transform: scale(0.6); transform-origin: 0 0': 1.2,
};

describe.each(Object.entries(SCALES))('on a page with %s', (style, scale) => {
  const dispatch = (element: MarketTickerElement, type: string, clientX: number, init: PointerEventInit = {}): void => {
    const ends = type === 'pointerup';
    const event = new PointerEvent(type, {
      bubbles: true,
      pointerId: 7,
      pointerType: 'touch',
      isPrimary: true,
      clientX,
      clientY: 20,
      buttons: ends ? 0 : 1,
      ...init,
    });
    viewportOf(element).dispatchEvent(event);
  };
  /** How far right an item is, in CSS px of the strip. In WebKit, rectangles lack the zoom of ancestors. */
  const position = (element: MarketTickerElement): number => {
    const viewport = viewportOf(element);
    return (rectOf(itemsOf(element)[3]!).left / rectOf(viewport).width) * viewport.offsetWidth;
  };

  test('what is dragged stays under the finger', async () => {
    const element = await standingStrip(style);
    dispatch(element, 'pointerdown', 300);
    dispatch(element, 'pointermove', 310);
    const before = position(element);
    dispatch(element, 'pointermove', 360);
    expect((position(element) - before) * scale).to.be.closeTo(50, 0.5);
    dispatch(element, 'pointerup', 360);
  });

  test('the strip moves as far as the wheel turns, and by whole items', async () => {
    const element = await standingStrip(style);
    const before = position(element);
    const wheel = new WheelEvent('wheel', { deltaX: 60, bubbles: true, cancelable: true });
    viewportOf(element).dispatchEvent(wheel);
    expect((before - position(element)) * scale).to.be.closeTo(60, 1);
    element.next();
    await atRest(element);
    expect(startOf(element, 1, 'ltr')).to.be.closeTo(0, 1.1 * scale);
  });

  test('a still row scrolls by whole items', async () => {
    const page = await strip(
      html`<div style=${style}>
        <market-ticker style="inline-size: 400px" layout="row" .data=${SIX_ITEMS}></market-ticker>
      </div>`,
    );
    const element = page.querySelector('market-ticker')!;
    await element.updateComplete;
    // A step counts an item as reached within 2 px, because WebKit rounds scroll positions and rectangles each by itself.
    const reached = (index: number) => (): boolean => Math.abs(startOf(element, index, 'ltr')) < 2;
    element.next();
    await waitUntil(reached(1), 'the second item');
    element.next();
    await waitUntil(reached(2), 'the third');
  });
});

describe('an item with the focus in a still row', () => {
  const items = itemsNamed(...Array.from({ length: 30 }, (_, index) => `INDEX ${index}`)).map((item) => ({
    ...item,
    url: '#x',
  }));

  test.each(['ltr', 'rtl'])('is fully in view, and the page does not scroll: %s', async (direction) => {
    const page = await strip(
      html`<div style="direction: ${direction}; block-size: 3000px">
        <market-ticker style="inline-size: 700px" layout="row" .data=${items}></market-ticker>
      </div>`,
    );
    const element = page.querySelector('market-ticker')!;
    await element.updateComplete;
    onTestFinished(() => window.scrollTo(0, 0));
    const links = queryAll(element, 'a[href]');
    // The third item is partly in view at first, and the others are not.
    for (const index of [2, 3, 9, 29, 28, 5, 0]) {
      const top = window.scrollY;
      links[index]!.focus({ focusVisible: true } as FocusOptions);
      await nextFrame();
      const start = startOf(element, index, direction);
      expect(start, `start of ${index}`).to.be.at.least(-1);
      expect(start + rectOf(itemsOf(element)[index]!).width, `end of ${index}`).to.be.at.most(
        // Some browsers round scroll positions.
        rectOf(viewportOf(element)).width + 1.5,
      );
      expect(window.scrollY).to.equal(top);
    }
  });

  test('shows its start if it is wider than the row', async () => {
    const element = await strip(
      html`<market-ticker style="inline-size: 260px" layout="row" lines="1" .data=${items}></market-ticker>`,
    );
    queryAll(element, 'a[href]')[4]!.focus({ focusVisible: true } as FocusOptions);
    await nextFrame();
    expect(startOf(element, 4, 'ltr')).to.be.closeTo(0, 1);
  });
});

/** All that other scripts of a page can do to the animations of a strip. */
const DISTURBANCES: Record<string, (animation: Animation, segment: HTMLElement) => void> = {
  'are cancelled': (animation) => animation.cancel(),
  'are cancelled and played again, as a tool that takes pictures does': (animation) => {
    animation.cancel();
    animation.play();
  },
  'are cancelled after their style was kept': (animation) => {
    animation.commitStyles();
    animation.cancel();
  },
  'are made finite and finished': (animation) => {
    animation.effect!.updateTiming({ iterations: 1 });
    animation.finish();
  },
  'are put to their start and paused': (animation) => {
    animation.currentTime = 0;
    animation.pause();
  },
  'are slowed down and reversed': (animation) => {
    animation.playbackRate = 0.2;
    animation.reverse();
  },
  'lose their effect': (animation) => (animation.effect = null),
  'get another effect': (animation, segment) =>
    (animation.effect = new KeyframeEffect(segment, { opacity: [0, 0] }, 1000)),
  'get another time line': (animation) => {
    try {
      animation.timeline = null;
    } catch {
      // This browser does not let scripts change the time line.
    }
  },
};

describe.each(Object.entries(DISTURBANCES))('when the animations of a strip %s from outside', (_, disturb) => {
  const animationsOf = (element: MarketTickerElement): Animation[] =>
    segments(element).flatMap((segment) => segment.getAnimations());

  test('the strip runs on whole, in the same animations', async () => {
    const element = await runningStrip();
    const before = animationsOf(element);
    segments(element).forEach((segment, index) => disturb(before[index]!, segment));
    await waitUntil(
      () => {
        const now = animationsOf(element);
        if (now.length !== before.length || now.some((animation, index) => animation !== before[index])) return false;
        try {
          expectNoGaps(element);
          return now.every(({ playState, playbackRate }) => playState === 'running' && playbackRate === 1);
        } catch {
          return false;
        }
      },
      'the strip is whole and runs',
      { timeout: 5000 },
    );
    await nextFrame();
    const detector = new JumpDetector(element);
    for (let frames = 0; frames < 5; frames++) {
      await laidOutFrame();
      detector.checkFrame();
    }
  });

  test('a paused strip stays where it is, or comes back there', async () => {
    const element = await runningStrip();
    element.pause();
    await element.updateComplete;
    await atRest(element);
    const lefts = (): number[] => itemsOf(element).map((item) => Math.round(rectOf(item).left));
    const [positions, before] = [lefts(), animationsOf(element)];
    segments(element).forEach((segment, index) => disturb(before[index]!, segment));
    await waitUntil(
      () => String(lefts()) === String(positions) && before.every(({ playState }) => playState === 'paused'),
      'back in place',
      { timeout: 5000 },
    );
  });
});

test('a strip whose animations are cancelled is whole before the next paint', async () => {
  const element = await runningStrip();
  for (let times = 0; times < 5; times++) {
    await nextFrame();
    for (const segment of segments(element)) for (const animation of segment.getAnimations()) animation.cancel();
    await laidOutFrame();
    expectNoGaps(element);
  }
});

test('a strip whose tag has no box of its own moves in the window and stands still outside', async () => {
  const page = await strip(html`<div><market-ticker style="display: contents" .data=${seed}></market-ticker></div>`);
  const element = page.querySelector('market-ticker')!;
  await allAnimated(element);
  onTestFinished(() => window.scrollTo(0, 0));
  for (const display of ['contents', 'block', 'contents']) {
    element.style.display = display;
    await allRunning(element);
    page.style.paddingBlock = '3000px';
    await waitUntil(
      () => segments(element).every((segment) => segment.getAnimations()[0]?.playState === 'paused'),
      'the strip stands still',
    );
    page.style.paddingBlock = '';
    await allRunning(element);
  }
});
