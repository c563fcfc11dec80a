import { expect, html } from '@open-wc/testing';
import type { MarketTickerElement, MarketTickerUpdateEvent } from 'market-ticker/element.js';
import { afterEach, describe, onTestFinished, test } from 'vitest';
import { seed, seedWith } from '../../support/fixtures/seed.js';
import { recordBatches, maxPerSecond, MAX_PER_SECOND } from './write-batches.js';
import { nextFrame, setPageHidden, query, itemsOf, allAnimated, laidOutFrame, strip, segments } from './strip.js';
import { visibleItems } from './jump-detector.js';
import { waitUntil } from './wait-until.js';

// `laidOutFrame()` resolves during the layout of a frame. The next test starts in a frame of its own.
afterEach(() => nextFrame());

/** So many items; the price of each is `price` plus its index. */
const many = (count: number, price: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `N${index}`, price: price + index, previousClose: 5000 }));

const priceOf = (item: Element): number =>
  Number(item.querySelector('[part~="price"]')!.textContent.replace(/[^\d.]/g, ''));

/** The value of `price` that each item shows: see `many`. */
const shown = (element: MarketTickerElement): number[] => itemsOf(element).map((item, index) => priceOf(item) - index);

async function stripWith(data: object, width = 800, layout = 'scroll'): Promise<MarketTickerElement> {
  const page = await strip(html`<div></div>`);
  return addTo(page, data, width, layout);
}

async function addTo(page: Element, data: object, width = 800, layout = 'scroll'): Promise<MarketTickerElement> {
  const element = document.createElement('market-ticker');
  element.style.inlineSize = `${width}px`;
  element.layout = layout as 'scroll';
  element.data = data;
  page.append(element);
  await waitUntil(() => element.status !== 'idle');
  await element.updateComplete;
  if (layout === 'scroll')
    await waitUntil(() => segments(element).some((segment) => segment.getAnimations().length), 'it moves', {
      timeout: 10_000,
    });
  for (let frames = 0; frames < 3; frames++) await laidOutFrame();
  await nextFrame();
  return element;
}

/** Sets new data every 5 ms, for `ms` in total. @returns the last price */
async function flood(elements: readonly MarketTickerElement[], count: number, ms: number): Promise<number> {
  let tick = 1000;
  const end = performance.now() + ms;
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (performance.now() > end) {
        clearInterval(timer);
        return resolve();
      }
      tick++;
      for (const element of elements) element.data = many(count, tick);
    }, 5);
  });
  return tick;
}

describe('an update', () => {
  test('writes only the texts that change, in the item and all its copies in sight, in one task', async () => {
    const element = await stripWith(seed, 2600);
    await allAnimated(element);
    const written = recordBatches(element);
    element.data = seedWith({ KOSDAQ: { price: 765.21, change: 8.98, changePercent: 1.19 } });
    await element.updateComplete;
    await laidOutFrame();
    expect(written.length).to.equal(1);
    const [{ records }] = written as [(typeof written)[0]];
    const cells = new Map<string, Set<string>>();
    for (const { type, target, oldValue } of records) {
      expect(type).to.equal('characterData');
      expect((target as Text).data).to.not.equal(oldValue);
      const item = target.parentElement!.closest<HTMLElement>('li')!;
      expect(item.dataset.id).to.equal('KOSDAQ');
      const copy = [...element.renderRoot.querySelectorAll('ul')].indexOf(item.closest('ul')!);
      const cell = target.parentElement!.getAttribute('part') ?? target.parentElement!.className;
      cells.set(`KOSDAQ ${copy}`, (cells.get(`KOSDAQ ${copy}`) ?? new Set()).add(cell));
    }
    const inSight = visibleItems(element).flatMap(({ key }) => (key.startsWith('KOSDAQ ') ? key : []));
    expect(inSight.length).to.be.above(1);
    // The sentence for screen readers is only in the row itself.
    for (const key of inSight)
      expect([...cells.get(key)!].sort()).to.deep.equal([
        'change',
        'percent',
        'price',
        ...(key === 'KOSDAQ 0' ? ['spoken low'] : []),
      ]);
  });

  test('with the same values writes nothing and dispatches no event', async () => {
    const element = await stripWith(seed);
    const written = recordBatches(element);
    let events = 0;
    element.addEventListener('market-ticker-update', () => events++);
    element.data = structuredClone(seed);
    await element.updateComplete;
    await laidOutFrame();
    expect([written.length, events]).to.deep.equal([0, 0]);
  });

  test('dispatches an event once it is rendered, with the ids of all items that changed since the last event', async () => {
    const element = await stripWith(many(4, 1000));
    const events: string[][] = [];
    element.addEventListener('market-ticker-update', ({ changed }: MarketTickerUpdateEvent) => {
      events.push([...changed]);
      const { quotes } = element;
      for (const id of changed) {
        const item = itemsOf(element).find(({ dataset }) => dataset.id === id)!;
        expect(priceOf(item)).to.equal(quotes.find((quote) => quote.id === id)!.price);
      }
    });
    const with1 = (changes: Record<number, number>) =>
      many(4, 1000).map((item, index) => ({ ...item, price: changes[index] ?? item.price }));
    element.data = with1({ 1: 1500 });
    await element.updateComplete;
    // Both changes are rendered together.
    element.data = with1({ 1: 1500, 2: 1600 });
    await Promise.resolve();
    element.data = with1({ 1: 1500, 2: 1601, 3: 1700 });
    await element.updateComplete;
    await waitUntil(() => events.length === 2, 'two events');
    expect(events).to.deep.equal([['N1'], ['N2', 'N3']]);
  });
});

describe('a long strip', () => {
  test('first renders what fills the window; the rest follows in the next render, and moves nothing', async () => {
    const element = document.createElement('market-ticker');
    element.data = { version: 1, items: many(50, 1000) };
    const events: number[][] = [];
    element.addEventListener('market-ticker-update', ({ changed }) =>
      events.push([changed.length, itemsOf(element).length]),
    );
    const page = await strip(html`<div></div>`);
    page.append(element);
    const rendered = new Promise((resolve) => {
      new MutationObserver(resolve).observe(element.renderRoot, { childList: true, subtree: true });
    });
    await rendered;
    const first = itemsOf(element);
    expect(first.length).to.be.below(30);
    const filled = first.reduce((sum, item) => sum + item.getBoundingClientRect().width, 0);
    expect(filled).to.be.above(innerWidth);
    await allAnimated(element);
    const since = await nextFrame();
    const before = first.map((item) => item.getBoundingClientRect().left);
    await element.updateComplete;
    expect(itemsOf(element).length).to.equal(50);
    expect(events).to.deep.equal([[50, 50]]);
    await allAnimated(element);
    const distance = ((await nextFrame()) - since) * (element.speed / 1000);
    for (const [index, item] of first.entries())
      if (before[index]! > 0 && before[index]! < innerWidth)
        expect(item.getBoundingClientRect().left).to.be.closeTo(before[index]! - distance, 1);
  });

  test('is rendered completely at once in a layout that does not move', async () => {
    const element = document.createElement('market-ticker');
    element.data = { version: 1, items: many(50, 1000) };
    element.layout = 'row';
    const page = await strip(html`<div></div>`);
    page.append(element);
    await new Promise((resolve) => {
      new MutationObserver(resolve).observe(element.renderRoot, { childList: true, subtree: true });
    });
    expect(itemsOf(element).length).to.equal(50);
  });
});

describe('many updates in a short time', () => {
  test('are rendered at most ten times a second, and end with the newest', async () => {
    const element = await stripWith(many(4, 1000), 1600);
    const written = recordBatches(element);
    const last = await flood([element], 4, 1500);
    await waitUntil(() => shown(element).every((tick) => tick === last), 'the newest', { timeout: 6000 });
    expect(written.length).to.be.within(3, 30);
    expect(maxPerSecond(written)).to.be.at.most(MAX_PER_SECOND);
  });

  test('are in the quotes property at once', async () => {
    const element = await stripWith(many(4, 1000));
    for (let tick = 1001; tick < 1020; tick++) {
      element.data = many(4, tick);
      await nextFrame();
      expect(element.quotes.map(({ price }) => price)).to.deep.equal([tick, tick + 1, tick + 2, tick + 3]);
    }
  });

  test('are rendered by ten strips of a page a few at a time, and by each at most ten times a second', async () => {
    const page = await strip(html`<div></div>`);
    const elements: MarketTickerElement[] = [];
    for (let index = 0; index < 10; index++) elements.push(await addTo(page, many(3, 1000), 800, 'row'));
    const [each, all] = [elements.map((element) => recordBatches(element)), recordBatches(...elements)];
    const last = await flood(elements, 3, 800);
    await waitUntil(() => elements.every((element) => shown(element).every((tick) => tick === last)), 'the newest');
    for (const written of each) expect(maxPerSecond(written)).to.be.at.most(MAX_PER_SECOND);
    for (const { records } of all) {
      const roots = new Set(records.map(({ target }) => target.getRootNode()));
      expect(roots.size).to.be.at.most(4);
    }
  });

  test('are not written by a paused strip, which shows the newest when it plays', async () => {
    const page = await strip(html`<div></div>`);
    const [paused, other] = [await addTo(page, many(3, 1000)), await addTo(page, many(3, 1000))];
    paused.pause();
    await paused.updateComplete;
    const written = recordBatches(paused);
    let events = 0;
    paused.addEventListener('market-ticker-update', () => events++);
    const last = await flood([paused, other], 3, 400);
    await waitUntil(() => shown(other)[0] === last, 'the other strip shows the newest', { timeout: 6000 });
    expect(written.flatMap(({ records }) => records).filter(({ type }) => type === 'characterData').length).to.equal(0);
    expect(events).to.equal(0);
    expect(paused.quotes[0]!.price).to.equal(last);
    paused.play();
    await paused.updateComplete;
    expect(shown(paused)[0]).to.equal(last);
  });
});

describe('a strip that is out of sight writes no value as it comes, and shows the newest values when it is in sight', () => {
  const cases: Record<string, (element: MarketTickerElement, away: boolean) => unknown> = {
    'far down the page': (element, away) => {
      element.parentElement!.style.paddingBlock = '3000px';
      window.scrollTo(0, away ? 0 : element.offsetTop - 100);
    },
    'on a hidden page': (_, away) => setPageHidden(away),
  };
  for (const [name, move] of Object.entries(cases))
    test(name, async () => {
      const element = await stripWith(many(3, 1000));
      onTestFinished(() => window.scrollTo(0, 0));
      move(element, true);
      await waitUntil(() => segments(element)[0]!.getAnimations()[0]!.playState === 'paused', 'the strip is paused');
      const written = recordBatches(element);
      const last = await flood([element], 3, 400);
      expect(written.length).to.equal(0);
      expect(element.quotes[0]!.price).to.equal(last);
      move(element, false);
      await waitUntil(() => shown(element).every((tick) => tick === last), 'the newest');
    });
});

describe('an item out of sight', () => {
  test('is not written at once, but within five seconds', { timeout: 20_000 }, async () => {
    const element = await stripWith(many(40, 1000));
    element.data = many(40, 2000);
    const start = performance.now();
    await element.updateComplete;
    const first = shown(element);
    expect(first[0]).to.equal(2000);
    expect(first.slice(12, -2)).to.include(1000);
    await waitUntil(() => shown(element).every((tick) => tick === 2000), 'all of them', {
      timeout: 8000,
      interval: 20,
    });
    // Timers may be late by 300 ms.
    expect(performance.now() - start).to.be.below(5000 + 300);
  });

  test(
    'is written within five seconds even while items in sight change all the time',
    { timeout: 20_000 },
    async () => {
      const element = await stripWith(many(40, 1000));
      element.speed = 1;
      await element.updateComplete;
      const start = performance.now();
      let price = 1000;
      // Every item changes once; the first two keep changing.
      const timer = setInterval(() => {
        price++;
        element.data = many(40, 2000).map((item, index) => (index < 2 ? { ...item, price } : item));
      }, 150);
      onTestFinished(() => clearInterval(timer));
      const others = (): number[] => shown(element).slice(2);
      await waitUntil(() => others().every((tick) => tick === 2000), 'all of them', { timeout: 8000, interval: 20 });
      expect(performance.now() - start).to.be.below(5000 + 300);
    },
  );

  test('shows the new value when it comes into sight', { timeout: 20_000 }, async () => {
    const element = await stripWith(many(40, 1000));
    element.speed = 300;
    await element.updateComplete;
    element.data = many(40, 2000);
    await element.updateComplete;
    const came = new Set<string>();
    const end = performance.now() + 3000;
    while (performance.now() < end) {
      await laidOutFrame();
      const items = itemsOf(element);
      for (const { key } of visibleItems(element)) {
        const [id, copy] = key.split(' ');
        if (!id || copy !== '0') continue;
        came.add(id);
        const index = Number(id.slice(1));
        expect(priceOf(items[index]!), id).to.equal(2000 + index);
      }
      await nextFrame();
    }
    expect(came.size).to.be.above(4);
  });

  test('shows the new value even when a finger drags it into sight', async () => {
    const element = await stripWith(many(40, 1000));
    element.data = many(40, 2000);
    await element.updateComplete;
    const touch = (type: string, clientX: number): unknown =>
      query(element, 'li').dispatchEvent(
        new PointerEvent(type, {
          bubbles: true,
          pointerId: 7,
          pointerType: 'touch',
          isPrimary: true,
          clientX,
          buttons: 1,
        }),
      );
    touch('pointerdown', 1000);
    touch('pointermove', 990);
    await nextFrame();
    touch('pointermove', -600);
    await laidOutFrame();
    const seen = visibleItems(element).map(({ key }) => Number(key.slice(1).split(' ')[0]));
    expect(Math.max(...seen)).to.be.above(6);
    for (const index of seen) expect(shown(element)[index]).to.equal(2000);
    await nextFrame();
    touch('pointercancel', -600);
  });

  test('shows nothing newer than the start of the pause while paused, when items in sight are not written at all', async () => {
    const element = await stripWith(many(40, 1000));
    element.data = many(40, 2000);
    await element.updateComplete;
    query<HTMLButtonElement>(element, 'button').click();
    await element.updateComplete;
    const before = shown(element).slice(0, 3);
    element.data = many(40, 3000);
    const start = performance.now();
    await waitUntil(() => performance.now() - start > 2500, 'longer than items out of sight wait', { timeout: 5000 });
    expect(shown(element).slice(0, 3)).to.deep.equal(before);
    expect(shown(element)).to.not.include(3000);
    expect(element.quotes[0]!.price).to.equal(3000);
  });
});
