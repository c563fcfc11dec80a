import { expect } from '@open-wc/testing';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { beforeEach, describe, onTestFinished, test } from 'vitest';
import { hasStates, laidOutFrame, nextFrame, query, queryAll } from './strip.js';

// A browser reports an error to the page if a script that is told of a new size changes a size that the browser has reported in
// this frame already, such as that of a box around. Newspapers collect the errors of their pages, so a strip causes none.

const LAYOUTS = ['auto', 'scroll', 'rotate', 'row', 'grid'] as const;

const items = (count: number, price = 1000) =>
  Array.from({ length: count }, (_, index) => ({
    id: `N${index}`,
    name: `Index ${'I'.repeat(index % 7)}`,
    price: price + index,
    previousClose: 1000,
    asOf: '2025-06-09T15:30:00+09:00',
    trend: [1, 2, 3],
  }));

let errors: string[] = [];

beforeEach(() => {
  errors = [];
  const onError = (event: ErrorEvent): void => void errors.push(event.message);
  addEventListener('error', onError);
  onTestFinished(() => removeEventListener('error', onError));
});

/** Waits for the sizes of some frames, in which the strip can react to its own changes. */
async function settle(): Promise<void> {
  for (let frames = 0; frames < 5; frames++) await nextFrame();
}

/** A strip in a column of a page that observes the sizes of all boxes around the strip. */
async function stripInColumn(
  layout: string,
  count: number,
  width: number,
  style = '',
): Promise<{ column: HTMLElement; element: MarketTickerElement }> {
  const column = document.createElement('div');
  column.style.cssText = `inline-size: ${width}px; ${style}`;
  const element = document.createElement('market-ticker');
  element.setAttribute('layout', layout);
  element.innerHTML = '<a slot="end" href="/markets">View Market Snapshot</a>';
  column.append(element);
  const observer = new ResizeObserver(() => undefined);
  for (const box of [document.documentElement, document.body, column, element, element.firstElementChild!])
    observer.observe(box);
  onTestFinished(() => {
    observer.disconnect();
    column.remove();
  });
  document.body.append(column);
  await settle();
  element.data = items(count);
  await element.updateComplete;
  return { column, element };
}

/** What happens to a strip on a page. */
const events: Record<string, (element: MarketTickerElement, column: HTMLElement, count: number) => unknown> = {
  'the column becomes narrow': (_, column) => (column.style.inlineSize = '300px'),
  'values become longer': (element, _, count) => (element.data = items(count, 1e9)),
  'the column becomes as narrow as a button': (_, column) => (column.style.inlineSize = '90px'),
  'the direction changes': (_, column) => (column.dir = 'rtl'),
  'the column becomes wider': (_, column) => (column.style.inlineSize = '500px'),
  'the font becomes larger': (_, column) => (column.style.fontSize = '24px'),
  'another font arrives': (_, column) => (column.style.fontFamily = 'monospace'),
  'the column becomes wide': (_, column) => (column.style.inlineSize = '1100px'),
  'items are added': (element, _, count) => (element.data = items(count + 7, 1e9)),
  'the column becomes narrow again': (_, column) => (column.style.inlineSize = '320px'),
  'items are removed': (element) => (element.data = items(1)),
  'values wait for their turn while the column becomes wide and narrow': async (element, column, count) => {
    for (let step = 0; step < 4; step++) {
      element.data = items(count, 10 ** step);
      element.symbols = step % 2 ? 'NONE N0 N1' : null;
      await nextFrame();
      column.style.inlineSize = step % 2 ? '300px' : '1100px';
    }
    element.symbols = null;
  },
  'it disappears': (_, column) => (column.style.display = 'none'),
  'it appears': (_, column) => (column.style.display = ''),
  'the column becomes wide once more': (_, column) => (column.style.inlineSize = '1000px'),
  'values become shorter': (element, _, count) => (element.data = items(count)),
  'it gets two lines': (element) => (element.lines = '2'),
  'it gets one line': (element) => (element.lines = '1'),
  'it leaves the page': (element) => element.remove(),
  'it comes back': (element, column) => column.append(element),
};

describe('a strip causes no error of a resize observer', () => {
  // The oldest engines take minutes for 500 items.
  const many = hasStates ? 500 : 100;
  // Strips that are short enough for every frame stand on one page, where they are told of their sizes in the same frames.
  for (const layout of LAYOUTS)
    for (const counts of layout === 'row' || layout === 'grid' ? [[1, 4, 30]] : [[1, 4, 30], [many]])
      test(`with the layout “${layout}” and ${counts.join(', ')} items, whatever happens`, async () => {
        const strips = await Promise.all(
          counts.map(async (count) => ({ count, ...(await stripInColumn(layout, count, 900)) })),
        );
        await settle();
        expect(errors, 'the first data arrive').to.deep.equal([]);
        for (const [name, act] of Object.entries(events)) {
          await Promise.all(strips.map(({ element, column, count }) => act(element, column, count)));
          await settle();
          expect(errors, name).to.deep.equal([]);
        }
      });

  test.each(LAYOUTS)('with the layout “%s”, if its height is not reserved', async (layout) => {
    const style = '--market-ticker-block-size: 1px; line-height: 2';
    const { column } = await stripInColumn(layout, 6, 260, style);
    for (const width of [900, 250, 700, 120, 1000]) {
      column.style.inlineSize = `${width}px`;
      await settle();
      expect(errors, `${width} px`).to.deep.equal([]);
    }
  });
});

describe('what a strip shows first remains as it is', () => {
  /** How the items are shown, and where they stand if they do. */
  const look = (element: MarketTickerElement): unknown[] => {
    const box = query(element, '.strip');
    const stands = !box.classList.contains('marquee');
    return [
      box.className,
      box.getAttribute('data-fit') ?? '',
      element.getBoundingClientRect().height,
      ...(stands ? queryAll(element, '.segment') : []).map((segment) => segment.getBoundingClientRect().left),
    ];
  };

  for (const layout of LAYOUTS)
    test.each([1000, 600, 380, 320, 240, 120])(`with the layout “${layout}”, in %i px`, async (width) => {
      const { element } = await stripInColumn(layout, 6, width);
      await laidOutFrame();
      const first = look(element);
      await settle();
      expect(look(element)).to.deep.equal(first);
    });
});
