import { expect, html, oneEvent } from '@open-wc/testing';
import { nothing } from 'lit';
import type { MarketTickerElement, MarketTickerSelectEvent } from 'market-ticker/element.js';
import { describe, onTestFinished, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { emulateMedia } from '../../support/browsers/media.js';
import { seed, seedRows, ticked } from '../../support/fixtures/seed.js';
import { serveFeed, serveStream, streamOf } from '../../support/feed-server/feed.js';
import {
  queryAll,
  atRest,
  listItems,
  nextFrame,
  reachesStatus,
  setPageHidden,
  query,
  isChromium,
  itemsOf,
  allAnimated,
  laidOutFrame,
  rows,
  allRunning,
  strip,
  segments,
} from './strip.js';
import { countRole } from './accessibility-tree.js';
import { waitUntil } from './wait-until.js';

const buttons = (element: MarketTickerElement): HTMLButtonElement[] => [
  ...element.renderRoot.querySelectorAll<HTMLButtonElement>('button'),
];
const names = (element: MarketTickerElement): string[] => buttons(element).map((button) => button.textContent.trim());
const press = async (element: MarketTickerElement, name: string): Promise<void> => {
  buttons(element)
    .find((button) => button.textContent.trim() === name)!
    .click();
  await element.updateComplete;
};
const lefts = (element: MarketTickerElement): number[] =>
  listItems(element).map((box) => box.getBoundingClientRect().left);
const focused = (element: MarketTickerElement): Element | null => element.shadowRoot!.activeElement;
const linked = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `I${index}`, price: 1000 + index, url: `#i${index}` }));
const links = (element: MarketTickerElement): HTMLElement[] => queryAll(element, 'ul:not([aria-hidden]) a[href]');

/**
 * How many px a resting item may be from its place: the strip rests on a whole device px, and WebKit rounds each box once more.
 */
const REACHED = 2;

const shadowAnimations = (element: MarketTickerElement): Animation[] =>
  segments(element).flatMap((segment) => segment.getAnimations());

/** Puts the focus on a new button right before the strip, so that the next Tab enters the strip. */
async function focusBefore(element: MarketTickerElement): Promise<void> {
  const before = document.createElement('button');
  element.before(before);
  onTestFinished(() => before.remove());
  window.focus();
  before.focus();
  await laidOutFrame();
  await nextFrame();
}

describe('the buttons', () => {
  test.each([
    ['scroll', ['Pause', 'Previous', 'Next']],
    ['rotate', ['Pause', 'Previous', 'Next']],
    ['row', ['Pause', 'Previous', 'Next']],
    ['grid', ['Pause']],
  ] as const)('of layout %s come first in the tab order: %s', async (layout, expected) => {
    const element = await strip(
      html`<market-ticker layout=${layout} .data=${linked(3)}><a slot="end" href="#">All</a></market-ticker>`,
      'live',
    );
    expect(names(element)).to.deep.equal(expected);
    await focusBefore(element);
    for (const button of buttons(element)) {
      await userEvent.tab();
      expect(focused(element)).to.equal(button);
      const { width, height } = button.getBoundingClientRect();
      expect(Math.min(width, height)).to.be.at.least(24);
    }
  });

  test('are named after what they do, and have no pressed state', async () => {
    const element = await strip(html`<market-ticker .data=${seed}></market-ticker>`, 'live');
    const [button] = buttons(element);
    button!.focus();
    await press(element, 'Pause');
    expect(names(element)[0]).to.equal('Play');
    // It is the same node: a new one would lose the focus.
    expect(focused(element)).to.equal(button);
    expect(queryAll(element, '[aria-pressed]')).to.deep.equal([]);
  });

  test('move the strip to the next item and back', async () => {
    const element = await strip(html`<market-ticker paused .data=${linked(30)}></market-ticker>`, 'live');
    await allAnimated(element);
    const start = (id: string): number =>
      query(element, `ul:not([aria-hidden]) [data-id="${id}"]`).getBoundingClientRect().left -
      query(element, '.viewport').getBoundingClientRect().left;
    const first = start('I0');
    await press(element, 'Next');
    await atRest(element);
    expect(start('I1')).to.be.closeTo(first, REACHED);
    await press(element, 'Previous');
    await atRest(element);
    expect(start('I0')).to.be.closeTo(first, REACHED);
    await nextFrame();
  });
});

describe('a reader’s choice to pause or play', () => {
  const page = async () => {
    const both = await strip(
      html`<div>
        <market-ticker .data=${seed}></market-ticker><market-ticker layout="grid" .data=${seed}></market-ticker>
      </div>`,
    );
    const [one, other] = [...both.querySelectorAll('market-ticker')];
    await Promise.all([one!.updateComplete, other!.updateComplete]);
    return { both, one: one!, other: other! };
  };

  test('applies to all strips of the page', async () => {
    const { one, other } = await page();
    await press(one, 'Pause');
    expect([one.paused, other.paused]).to.deep.equal([true, true]);
    await other.updateComplete;
    await press(other, 'Play');
    expect([one.paused, other.paused]).to.deep.equal([false, false]);
  });

  test('applies to strips that are added later, and lasts for the visit', async () => {
    const { both, one } = await page();
    await press(one, 'Pause');
    const added = document.createElement('market-ticker');
    both.append(added);
    expect(added.paused).to.equal(true);
    expect(sessionStorage.getItem('market-ticker-choice')).to.equal('pause');
  });

  test('applies to a strip that was not in the page when the choice was made', async () => {
    const { both, one, other } = await page();
    other.remove();
    await press(one, 'Pause');
    both.append(other);
    expect(other.paused).to.equal(true);
  });

  test('is not changed when a script pauses one strip', async () => {
    const { one, other } = await page();
    one.pause();
    expect([one.paused, other.paused]).to.deep.equal([true, false]);
    await one.updateComplete;
    await press(one, 'Play');
    expect([one.paused, other.paused]).to.deep.equal([false, false]);
  });

  const wishes: Record<string, (element: MarketTickerElement, isPaused: boolean) => void> = {
    'the attribute': (element, isPaused) => element.toggleAttribute('paused', isPaused),
    'the property': (element, isPaused) => (element.paused = isPaused),
    'the methods': (element, isPaused) => (isPaused ? element.pause() : element.play()),
  };
  test.each(Object.entries(wishes))('takes precedence over the page’s wish, before and after: %s', async (_, wish) => {
    const { both, one, other } = await page();
    for (const isPaused of [true, false]) {
      wish(one, !isPaused);
      await one.updateComplete;
      await press(one, isPaused ? 'Pause' : 'Play');
      for (const wished of [!isPaused, isPaused, !isPaused, !isPaused]) {
        wish(one, wished);
        await one.updateComplete;
        expect(one.paused).to.equal(isPaused);
        expect(names(one)[0]).to.equal(isPaused ? 'Play' : 'Pause');
      }
      wish(other, !isPaused);
      expect(other.paused).to.equal(isPaused);
      const added = document.createElement('market-ticker');
      wish(added, !isPaused);
      both.append(added);
      expect(added.paused).to.equal(isPaused);
    }
  });

  test('holds in a strip that stays when the page empties the storage', async () => {
    const { both, one } = await page();
    await press(one, 'Pause');
    sessionStorage.clear();
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    both.append(one);
    one.play();
    expect(one.paused).to.equal(true);
  });

  test('is what the button’s label says, even if a script has paused or played the strip since', async () => {
    const { one } = await page();
    one.pause();
    buttons(one)[0]!.click();
    expect(one.paused).to.equal(true);
    await one.updateComplete;
    expect(names(one)[0]).to.equal('Play');
    one.play();
    buttons(one)[0]!.click();
    expect(one.paused).to.equal(false);
  });

  test.each([
    ['access is denied', ['getItem', 'setItem']],
    ['the storage is full', ['setItem']],
  ] as const)('works even if the storage cannot be used: %s', async (_, names) => {
    const spies = names.map((name) =>
      vi.spyOn(Storage.prototype, name).mockImplementation(() => {
        throw new DOMException('no', 'SecurityError');
      }),
    );
    const { both, one, other } = await page();
    await press(one, 'Pause');
    expect(other.paused).to.equal(true);
    await press(one, 'Play');
    expect(other.paused).to.equal(false);
    await press(one, 'Pause');
    const added = document.createElement('market-ticker');
    both.append(added);
    expect(added.paused).to.equal(true);
    for (const spy of spies) spy.mockRestore();
    await press(one, 'Play');
  });

  test('is read from the storage only if the value is one that the element writes', async () => {
    for (const foreign of ['remove', 'closed', '{"open":1}', '']) {
      sessionStorage.setItem('market-ticker-choice', foreign);
      const { one } = await page();
      expect([one.isConnected, one.paused]).to.deep.equal([true, false]);
    }
  });

  test('made on another page applies to a page that comes back from the back/forward cache', async () => {
    const { one } = await page();
    sessionStorage.setItem('market-ticker-choice', 'pause');
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    expect(one.paused).to.equal(true);
  });

  test('made in a frame of the page applies to the page’s own strips', async () => {
    const { both, one } = await page();
    const frame = document.createElement('iframe');
    both.append(frame);
    // As a strip in the frame does it. The page's strips listen only after their first paint, so the test waits.
    const choice = frame.contentWindow!.sessionStorage;
    choice.setItem('market-ticker-choice', 'pause');
    await vi.waitFor(() => expect(one.paused).to.equal(true));
    choice.setItem('market-ticker-choice', 'play');
    await vi.waitFor(() => expect(one.paused).to.equal(false));
  });
});

// WCAG 2.2.2, failure F16; KWCAG 6.2.2.
describe('a paused strip stays paused', () => {
  test.each([
    { layout: 'scroll', lines: 'auto', fields: '', signs: 'both' },
    { layout: 'rotate', lines: 'auto', fields: '', signs: 'both' },
    { layout: 'rotate', lines: '2', fields: 'name price arrow percent', signs: 'arrow' },
  ] as const)(
    'whatever happens, and continues from there with the newest values: $layout, lines=$lines',
    { timeout: 40_000 },
    async ({ layout, lines, fields, signs }) => {
      const feed = await serveFeed([{ body: seed }, { body: ticked }]);
      const stream = await serveStream([streamOf()]);
      const page = await strip(html`
        <div style="inline-size: ${layout === 'rotate' ? '360px' : 'auto'}">
          <market-ticker
            layout=${layout}
            dwell="2"
            lines=${lines}
            fields=${fields || nothing}
            signs=${signs}
            src=${feed.url}
            stream=${stream.url}
          ></market-ticker>
        </div>
      `);
      const element = page.querySelector('market-ticker')!;
      await reachesStatus(element, 'live');
      /** Waits until the strip moves, which a rotating strip does by steps. */
      const moves = async (): Promise<void> => {
        if (layout === 'rotate') return waitUntil(() => shadowAnimations(element).length > 0, 'a step');
        await allAnimated(element);
        await allRunning(element);
      };
      await moves();
      await press(element, 'Pause');
      if (layout === 'rotate') await waitUntil(() => !shadowAnimations(element).length, 'the end of the step');
      await atRest(element);
      const display = (): unknown => [
        lefts(element),
        listItems(element).map((item) => item.getBoundingClientRect().top - element.getBoundingClientRect().top),
        segments(element).map((segment) => segment.textContent),
      ];
      const displayBefore = display();
      const viewport = query(element, '.viewport');
      const pointer = (type: string) => viewport.dispatchEvent(new PointerEvent(type, { pointerType: 'mouse' }));
      const happenings: Record<string, () => unknown> = {
        'the focus leaves': () => buttons(element)[0]!.blur(),
        'the pointer enters': () => pointer('pointerenter'),
        'the pointer leaves': () => pointer('pointerleave'),
        'the page is hidden': () => setPageHidden(true),
        'the page is visible again': () => setPageHidden(false),
        'new data arrive': () => element.refresh(),
        'an update arrives': () => stream.push([{ id: 'KOSPI', price: 2800 }]),
        'the element is moved in the page': () => element.parentElement!.append(element),
        'time passes': () => new Promise((resolve) => setTimeout(resolve, layout === 'rotate' ? 2600 : 1200)),
      };
      for (const [name, happen] of Object.entries(happenings)) {
        await happen();
        await element.updateComplete;
        await atRest(element);
        expect(display(), name).to.deep.equal(displayBefore);
        expect(element.paused, name).to.equal(true);
      }
      await waitUntil(() => element.quotes[0]!.price === 2800, 'the update is known', { interval: 20, timeout: 5000 });
      const priceOf = (): string => itemsOf(element)[0]!.querySelector('[part="price"]')!.textContent;
      expect(priceOf()).to.equal('2,855.77');

      const before = lefts(element)[0]!;
      await press(element, 'Play');
      expect(lefts(element)[0]! - before).to.be.within(-1, 1);
      expect(priceOf()).to.equal('2,800.00');
      if (!fields)
        expect(rows(element).slice(0, 2)).to.deep.equal([
          'KOSPI 2,800.00 ▼ −12.05 −0.43%',
          'KOSDAQ 765.02 ▲ +8.79 +1.16%',
        ]);
      await moves();
    },
  );

  test('in a grid too: no value is rendered', async () => {
    const element = await strip(html`<market-ticker layout="grid" .data=${seed}></market-ticker>`, 'live');
    await press(element, 'Pause');
    element.data = ticked;
    await element.updateComplete;
    await laidOutFrame();
    expect(rows(element)).to.deep.equal(seedRows);
    await nextFrame();
    await press(element, 'Play');
    expect(rows(element)[1]).to.equal('KOSDAQ 765.02 ▲ +8.79 +1.16%');
  });
});

describe('the keyboard', () => {
  const key = (element: MarketTickerElement, name: string, target: Element = focused(element)!): KeyboardEvent => {
    const event = new KeyboardEvent('keydown', { key: name, bubbles: true, composed: true, cancelable: true });
    target.dispatchEvent(event);
    return event;
  };

  test.each(['ltr', 'rtl'] as const)('moves the focus from item to item by the arrow keys: %s', async (dir) => {
    const element = await strip(html`<market-ticker dir=${dir} .data=${linked(12)}></market-ticker>`, 'live');
    await allAnimated(element);
    const [on, back] = dir === 'ltr' ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
    const all = links(element);
    all[3]!.focus();
    const focusedIndex = (): number => links(element).indexOf(focused(element) as HTMLElement);
    for (const [name, expected] of [
      [on, 4],
      [back, 3],
      ['End', 11],
      [on, 11],
      ['Home', 0],
      [back, 0],
    ] as const) {
      expect(key(element, name).defaultPrevented, name).to.equal(true);
      expect(focusedIndex(), name).to.equal(expected);
    }
  });

  test('moves the strip by the arrow keys while a button has the focus', async () => {
    const element = await strip(html`<market-ticker paused .data=${linked(30)}></market-ticker>`, 'live');
    await allAnimated(element);
    const start = (id: string): number =>
      query(element, `ul:not([aria-hidden]) [data-id="${id}"]`).getBoundingClientRect().left;
    const first = start('I0');
    buttons(element)[0]!.focus();
    key(element, 'ArrowRight');
    await atRest(element);
    expect(start('I1')).to.be.closeTo(first, REACHED);
    await nextFrame();
    key(element, 'End');
    await atRest(element);
    const viewport = query(element, '.viewport').getBoundingClientRect();
    expect(itemsOf(element).at(-1)!.getBoundingClientRect().right).to.be.closeTo(viewport.right, REACHED);
    await nextFrame();
    key(element, 'Home');
    await atRest(element);
    expect(start('I0')).to.be.closeTo(first, REACHED);
    await nextFrame();
  });

  test('pauses the strip by Space, except on a button, which Space presses', async () => {
    const element = await strip(html`<market-ticker .data=${linked(5)}></market-ticker>`, 'live');
    links(element)[1]!.focus();
    expect(key(element, ' ').defaultPrevented).to.equal(true);
    expect(element.paused).to.equal(true);
    await element.updateComplete;
    // While the key is held down it does so only once.
    const held = new KeyboardEvent('keydown', { key: ' ', repeat: true, bubbles: true, cancelable: true });
    focused(element)!.dispatchEvent(held);
    expect([held.defaultPrevented, element.paused]).to.deep.equal([true, true]);
    key(element, ' ');
    expect(element.paused).to.equal(false);
    await element.updateComplete;
    buttons(element)[1]!.focus();
    expect(key(element, ' ').defaultPrevented).to.equal(false);
    expect(element.paused).to.equal(false);
  });

  test.runIf(isChromium)(
    'lets a reader who wants less motion pause the values of a still row; nothing moves before Play',
    async () => {
      await emulateMedia({ reducedMotion: 'reduce' });
      const page = await strip(
        html`<div>
          <market-ticker .data=${linked(5)}></market-ticker
          ><market-ticker layout="row" .data=${linked(5)}></market-ticker>
        </div>`,
      );
      const [one, row] = [...page.querySelectorAll('market-ticker')];
      const both = () => Promise.all([one!.updateComplete, row!.updateComplete]);
      await both();
      const moves = (): boolean => segments(one!).some((segment) => segment.getAnimations().length > 0);
      const offered = ['Pause updates', 'Start motion', 'Previous', 'Next'];
      expect(names(one!)).to.deep.equal(offered);
      // Space, and the button of a layout that never moves, pause and play the values without starting motion.
      links(one!)[1]!.focus();
      for (const paused of [true, false]) {
        expect(key(one!, ' ').defaultPrevented).to.equal(true);
        await both();
        expect([one!.paused, row!.paused, moves()]).to.deep.equal([paused, paused, false]);
      }
      await press(row!, 'Pause');
      await both();
      expect(names(one!)).to.deep.equal(['Play', 'Previous', 'Next']);
      await press(one!, 'Play');
      await both();
      expect(moves()).to.equal(false);
      expect(names(one!)).to.deep.equal(offered);
      // The focus moves on when its button is removed.
      buttons(one!)[1]!.focus();
      await press(one!, 'Start motion');
      await allAnimated(one!);
      await both();
      expect(moves()).to.equal(true);
      expect(names(one!)).to.deep.equal(['Pause', 'Previous', 'Next']);
      expect(focused(one!)).to.equal(buttons(one!)[0]);
    },
  );

  test.runIf(isChromium)(
    'keeps motion that the reader has started against the system setting through a pause',
    async () => {
      await emulateMedia({ reducedMotion: 'reduce' });
      const page = await strip(html`<div><market-ticker .data=${linked(5)}></market-ticker></div>`);
      const add = async (): Promise<MarketTickerElement> => {
        const element = document.createElement('market-ticker');
        element.data = linked(5);
        page.replaceChildren(element);
        await reachesStatus(element, 'live');
        return element;
      };
      const isMarquee = (element: MarketTickerElement): boolean => !!element.shadowRoot!.querySelector('.marquee');
      // What the page wishes while the reader has paused does not start motion later.
      const first = await add();
      await press(first, 'Pause updates');
      first.play();
      await press(first, 'Play');
      expect(isMarquee(first)).to.equal(false);
      buttons(first)[1]!.click();
      await first.updateComplete;
      expect(isMarquee(first)).to.equal(true);
      await press(first, 'Pause');
      // A page that is drawn anew has a new element.
      const second = await add();
      expect([second.paused, isMarquee(second)]).to.deep.equal([true, true]);
      await press(second, 'Play');
      expect([second.paused, isMarquee(second)]).to.deep.equal([false, true]);
    },
  );

  test('leaves other keys, keys with Ctrl, and the page’s own elements alone', async () => {
    const element = await strip(html`<market-ticker .data=${linked(5)}><input slot="start" /></market-ticker>`, 'live');
    links(element)[1]!.focus();
    for (const name of ['a', 'Enter', 'ArrowDown', 'PageDown', 'Tab', 'constructor'])
      expect(key(element, name).defaultPrevented, name).to.equal(false);
    const ctrl = new KeyboardEvent('keydown', { key: 'ArrowRight', ctrlKey: true, bubbles: true, cancelable: true });
    focused(element)!.dispatchEvent(ctrl);
    expect(ctrl.defaultPrevented).to.equal(false);
    const input = element.querySelector('input')!;
    for (const name of [' ', 'ArrowLeft', 'Home'])
      expect(key(element, name, input).defaultPrevented, name).to.equal(false);
    expect(element.paused).to.equal(false);
  });

  test.each([
    ['scroll', 'auto', '100%'],
    ['rotate', 'auto', '360px'],
    ['rotate', '2', '700px'],
  ])(
    'goes through all items once by Tab; each is brought into full view, and nothing is scrolled: %s, lines=%s, %s',
    { timeout: 60_000 },
    async (layout, lines, width) => {
      // The last Tab goes to the button. From the browser's own controls, Firefox would give the focus to no later test.
      const page = await strip(
        html`<div style="inline-size: ${width}">
          <market-ticker layout=${layout} lines=${lines} .data=${linked(30)}></market-ticker><button>After</button>
        </div>`,
      );
      const element = page.querySelector('market-ticker')!;
      await reachesStatus(element, 'live');
      if (layout === 'scroll') {
        await allAnimated(element);
        await allRunning(element);
      }
      await focusBefore(element);
      for (const button of buttons(element)) {
        await userEvent.tab();
        expect(focused(element)).to.equal(button);
      }
      const viewport = query(element, '.viewport');
      const outer = viewport.getBoundingClientRect();
      const inView = (link: Element): boolean => {
        const { left, right, top, bottom } = link.getBoundingClientRect();
        return left >= outer.left - 0.5 && right <= outer.right + 0.5 && top >= outer.top && bottom <= outer.bottom;
      };
      for (const [index, link] of links(element).entries()) {
        await userEvent.tab();
        expect(focused(element)).to.equal(link);
        await waitUntil(() => inView(link), `${link.textContent} is in view`, { interval: 16 });
        // And stays in view. The test waits until the strip rests for some of them, and leaves most before that.
        if (index % 6 === 0) await atRest(element);
        expect(inView(link)).to.equal(true);
        expect([viewport.scrollLeft, viewport.scrollTop]).to.deep.equal([0, 0]);
      }
      await userEvent.tab();
      expect(document.activeElement).to.equal(page.lastElementChild);
    },
  );
});

describe('an item with a URL', () => {
  test('is a link that contains the whole item; other items are no links', async () => {
    const element = await strip(html`<market-ticker .data=${seed}></market-ticker>`, 'live');
    const [link, ...others] = links(element);
    expect(others).to.deep.equal([]);
    expect(link!.getAttribute('href')).to.equal('/markets/kospi');
    expect(link!.querySelector('[part="price"]')!.textContent).to.equal('2,855.77');
  });

  // Engines may report an element with a click listener as a link even if it has no address.
  test.runIf(isChromium)('is a link in the accessibility tree too, and the only one', async () => {
    const element = await strip(html`<market-ticker .data=${seed}></market-ticker>`, 'live');
    await laidOutFrame();
    expect(itemsOf(element).length).to.be.above(1);
    expect(await countRole('link')).to.equal(1);
  });

  test('dispatches an event when it is chosen, by which the page may prevent the navigation', async () => {
    const element = await strip(html`<market-ticker .data=${linked(3)}></market-ticker>`, 'live');
    const selected = oneEvent(element, 'market-ticker-select') as Promise<MarketTickerSelectEvent>;
    element.addEventListener('market-ticker-select', (event) => event.preventDefault(), { once: true });
    const click = new MouseEvent('click', { bubbles: true, composed: true, cancelable: true });
    links(element)[1]!.querySelector('[part="price"]')!.dispatchEvent(click);
    const { quote, originalEvent, bubbles, composed, cancelable } = await selected;
    expect([quote.id, originalEvent]).to.deep.equal(['I1', click]);
    expect({ bubbles, composed, cancelable }).to.deep.equal({ bubbles: true, composed: false, cancelable: true });
    expect(click.defaultPrevented).to.equal(true);
    expect(location.hash).to.equal('');
  });

  test('navigates to its URL if nothing prevents it', async () => {
    const element = await strip(html`<market-ticker .data=${linked(3)}></market-ticker>`, 'live');
    onTestFinished(() => history.replaceState(null, '', location.pathname + location.search));
    links(element)[1]!.click();
    await waitUntil(() => location.hash === '#i1', 'the navigation');
  });

  test('has copies that a mouse can click and Tab skips', async () => {
    const element = await strip(html`<market-ticker .data=${linked(2)}></market-ticker>`, 'live');
    await allAnimated(element);
    const copies = queryAll(element, 'ul[aria-hidden] a');
    expect(copies.length).to.be.above(0);
    expect(copies.every((link) => link.tabIndex === -1)).to.equal(true);
    const selectedIds: string[] = [];
    element.addEventListener('market-ticker-select', (event) => {
      selectedIds.push(event.quote.id);
      event.preventDefault();
    });
    copies[1]!.click();
    expect(selectedIds).to.deep.equal(['I1']);
  });
});
