import { expect, html } from '@open-wc/testing';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { describe, onTestFinished, test } from 'vitest';
import { serveFeed } from '../../support/feed-server/feed.js';
import { emulateMedia } from '../../support/browsers/media.js';
import { seed } from '../../support/fixtures/seed.js';
import { BOXES, TAG } from './boxes.js';
import {
  allAnimated,
  hasLightDark,
  isWebKit,
  itemsOf,
  laidOutFrame,
  query,
  queryAll,
  reachesStatus,
  strip,
} from './strip.js';

const LINK = '<a slot="end" href="/markets">View Market Snapshot</a>';
const old = { ...seed, state: 'open', generatedAt: '2025-06-09T15:32:05+09:00' };

/** A part of the page that stands for a page of its own: nothing reaches out of it, and it is as high as its content. */
interface Page {
  readonly name: string;
  readonly root: HTMLElement;
  readonly element: MarketTickerElement;
}

/** Puts a page for each box into the document, one above the other, with the tag or with another element in its place. */
function pagesWith(width: number, tag: (index: number, style: string) => string): HTMLElement[] {
  const pages = document.createElement('div');
  pages.innerHTML = Object.values(BOXES)
    .map(
      ([box, style = ''], index) =>
        `<div style="position: absolute; top: 0; left: 0; width: ${width}px; height: 9px; transform: translate(0); font: 16px/1.4 sans-serif"
          >${box.replace(TAG, tag(index, style))}<p>After</p></div>`,
    )
    .join('');
  document.body.append(pages);
  onTestFinished(() => pages.remove());
  return [...pages.children] as HTMLElement[];
}

const stripPages = (width: number, attributes: string, link: string): Page[] =>
  pagesWith(width, (_, style) => `<market-ticker ${attributes} style="${style}">${link}</market-ticker>`).map(
    (root, index) => ({ name: Object.keys(BOXES)[index]!, root, element: root.querySelector('market-ticker')! }),
  );

/** Plain blocks of text in the place of the strips, each as wide and high as the strip in its box. */
const textPages = (width: number, strips: readonly Page[]): HTMLElement[] =>
  pagesWith(width, (index, style) => {
    const { element } = strips[index]!;
    const box = query(element, '.box').getBoundingClientRect();
    const [inlineSize, blockSize] = /padding/.test(style) ? [element.offsetWidth, box.height] : [box.width, box.height];
    // Text in a box that is itself inline would not have the size of the strip.
    return `<div style="writing-mode: horizontal-tb; box-sizing: border-box; flex: none; width: ${inlineSize}px; line-height: ${blockSize}px; ${style.replace(/display: (contents|inline)$/, 'display: block')}">Text</div>`;
  });

/** What is wrong with a strip in a box, in words. */
function faultsOf({ name, root, element }: Page, height: number, maxHeight: number): string[] {
  const viewport = query(element, '.viewport').getBoundingClientRect();
  const isInSight = (item: HTMLElement): boolean => {
    const { left, right, width } = item.getBoundingClientRect();
    return width > 1 && right > viewport.left + 1 && left < viewport.right - 1;
  };
  const isGrid = element.layout === 'grid';
  const actual = Math.round(query(element, '.strip').getBoundingClientRect().height);
  return Object.entries({
    'no numbers in sight': queryAll(element, 'li:not(.note)').some(isInSight),
    [`only ${viewport.width} px for numbers`]: viewport.width >= 60,
    [`a page of ${root.scrollWidth} px`]: root.scrollWidth <= root.clientWidth,
    [`a page ${root.scrollHeight - maxHeight} px higher than with a text`]: root.scrollHeight <= maxHeight + 1,
    [`${actual} px high`]: isGrid || actual === height,
  }).flatMap(([fault, holds]) => (holds ? [] : `${name}: ${fault}`));
}

describe('in any box of a page, numbers are in sight, and the page is no wider and no higher than with a text', () => {
  for (const layout of ['auto', 'scroll', 'row', 'grid', 'reduced motion'])
    for (const link of ['', LINK])
      test.skipIf(isWebKit && layout === 'reduced motion')(
        `${layout}, ${link ? 'with' : 'without'} a link`,
        async () => {
          if (layout === 'reduced motion') await emulateMedia({ reducedMotion: 'reduce' });
          // At this speed, numbers are in sight for as long as the test takes, and not the age of the data.
          const attributes = `speed="1" layout="${layout === 'reduced motion' ? 'scroll' : layout}"`;
          const pages = stripPages(360, attributes, link);
          const elements = pages.map(({ element }) => element);
          const laidOut = async (): Promise<void> => {
            await Promise.all(elements.map((element) => element.updateComplete));
            for (let frame = 0; frame < 3; frame++) await laidOutFrame();
          };
          const heights = (): string[] => pages.map(({ name, root }) => `${name}: ${root.scrollHeight}`);

          await laidOut();
          const loading = heights();
          for (const element of elements) element.data = seed;
          await laidOut();
          const texts = textPages(360, pages).map(({ scrollHeight }) => scrollHeight);
          // In columns, Chromium 109 takes what a moving strip clips for a part of the page.
          const isLeftOut = (name: string): boolean =>
            !hasLightDark && layout === 'scroll' && name === 'a column of text';
          const faults = (): string[] =>
            pages.flatMap((page, index) => (isLeftOut(page.name) ? [] : faultsOf(page, 44, texts[index]!)));
          expect(faults(), 'live').to.deep.equal([]);
          const live = heights();
          if (layout !== 'grid') expect(live).to.deep.equal(loading);

          for (const element of elements) element.data = old;
          await Promise.all(elements.map((element) => reachesStatus(element, 'stale')));
          await laidOut();
          expect(faults(), 'old').to.deep.equal([]);
          if (layout !== 'grid') expect(heights()).to.deep.equal(live);

          const { url } = await serveFeed([{ status: 503 }]);
          for (const element of elements) element.src = url;
          await Promise.all(elements.map((element) => reachesStatus(element, 'error')));
          await laidOut();
          expect(faults(), 'failed and old').to.deep.equal([]);
          if (layout !== 'grid') expect(heights()).to.deep.equal(live);
        },
        60_000, // a busy machine lays out 100 strips in seconds
      );
});

test('a strip leaves a logo beside it in a flex row its width, and takes the rest', async () => {
  const page = await strip(html`
    <div style="display: flex; inline-size: 600px">
      <b style="inline-size: 150px">Daily News</b><market-ticker style="margin-inline: 10px"></market-ticker>
    </div>
  `);
  const [logo, element] = [...page.children].map((child) => child.getBoundingClientRect());
  expect(logo!.width).to.equal(150);
  expect(element!.width).to.be.closeTo(430, 0.1);
});

test('the texts of a strip stand on the baseline of the texts beside it', async () => {
  const page = await strip(html`
    <div style="display: flex; align-items: baseline; font: 14px/1.4 sans-serif">
      <b>Daily News</b><market-ticker layout="row" .data=${seed}></market-ticker>
    </div>
  `);
  const element = page.querySelector('market-ticker')!;
  await element.updateComplete;
  const { bottom } = page.querySelector('b')!.getBoundingClientRect();
  expect(query(element, '[part="name"]').getBoundingClientRect().bottom).to.be.closeTo(bottom, 2);
});

test('a strip is as high as the page sets its minimum', async () => {
  const element = await strip(html`<market-ticker style="min-height: 70px" .data=${seed}></market-ticker>`, 'live');
  expect(query(element, '.strip').getBoundingClientRect().height).to.equal(70);
});

describe('the sizes of a strip', () => {
  const sizesOf = async (rootSize: string, pageSize: string): Promise<(number | string)[]> => {
    document.documentElement.style.fontSize = rootSize;
    onTestFinished(() => void (document.documentElement.style.fontSize = ''));
    const page = await strip(html`
      <div style="font-size: ${pageSize}"><market-ticker layout="row" .data=${seed}></market-ticker></div>
    `);
    const element = page.querySelector('market-ticker')!;
    await element.updateComplete;
    const item = itemsOf(element)[0]!;
    const gap = query(element, '[data-id="KOSDAQ"] a').getBoundingClientRect().left;
    return [
      getComputedStyle(query(element, '[part="price"]')).fontSize,
      element.getBoundingClientRect().height,
      Math.round(gap - item.querySelector('a')!.getBoundingClientRect().right),
      Math.round(query(element, 'button').getBoundingClientRect().width),
    ];
  };

  test('follow the font of the page around it, not that of the root', async () => {
    expect(await sizesOf('62.5%', '16px')).to.deep.equal(['14px', 44, 32, 24]);
    expect(await sizesOf('20px', '16px')).to.deep.equal(['14px', 44, 32, 24]);
    expect(await sizesOf('62.5%', '32px')).to.deep.equal(['28px', 88, 64, 48]);
  });

  test('can still be read where the page sets the font size to 0 against spaces between its boxes', async () => {
    expect((await sizesOf('16px', '0px')).slice(0, 1)).to.deep.equal(['10px']);
  });
});

describe('a property that the page sets for its texts does not come into the strip', () => {
  const TEXTS = 'text-indent: 2em; text-align: center; text-align-last: justify';
  const VERTICAL = 'writing-mode: vertical-rl; text-orientation: upright; inline-size: 700px; block-size: 700px';
  const layoutOf = async (style: string): Promise<number[]> => {
    const page = await strip(
      html`<div style=${style}><market-ticker layout="row" .data=${seed} style="width: 700px"></market-ticker></div>`,
    );
    const element = page.querySelector('market-ticker')!;
    await element.updateComplete;
    const origin = element.getBoundingClientRect();
    return itemsOf(element).flatMap((item) =>
      [...item.querySelectorAll('[part="name"], [part="price"], [part="arrow"], [part="percent"]')].flatMap((cell) => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        const { left, top } = range.getBoundingClientRect();
        return [Math.round(left - origin.left), Math.round(top - origin.top)];
      }),
    );
  };

  test.each([TEXTS, VERTICAL])('%s', async (style) => {
    expect(await layoutOf(style)).to.deep.equal(await layoutOf(''));
  });

  test('not even if the page sets a vertical writing mode for the tag itself', async () => {
    const element = await strip(html`<market-ticker style="writing-mode: vertical-rl" .data=${seed}></market-ticker>`);
    await element.updateComplete;
    expect(element.getBoundingClientRect().height).to.equal(44);
  });
});

describe('in a narrow sidebar', () => {
  const sidebar = () =>
    strip(html`
      <aside style="inline-size: 270px">
        <market-ticker .data=${seed}><a slot="end" href="/markets">View Market Snapshot</a></market-ticker>
      </aside>
    `);

  test('a message replaces the link unless the link has the focus, and numbers keep 90 px', async () => {
    const { url } = await serveFeed([{ status: 503 }]);
    const page = await sidebar();
    const element = page.querySelector('market-ticker')!;
    const link = page.querySelector('a')!;
    link.focus();
    element.data = old;
    element.src = url;
    await reachesStatus(element, 'error');
    expect(link.checkVisibility()).to.equal(true);
    link.blur();
    expect(link.checkVisibility()).to.equal(false);
    expect(query(element, '.viewport').getBoundingClientRect().width).to.be.above(90);
  });

  test('the link wraps beside the numbers while all is well', async () => {
    const page = await sidebar();
    const element = page.querySelector('market-ticker')!;
    await element.updateComplete;
    expect(element.getBoundingClientRect().height).to.equal(44);
    expect(query(element, '.viewport').getBoundingClientRect().width).to.be.above(60);
    expect(page.querySelector('a')!.getBoundingClientRect().right).to.be.at.most(
      270 + page.getBoundingClientRect().left,
    );
  });
});

describe('room that the page gives to parts', () => {
  const STYLES = [
    'item) { padding: 0 3rem',
    'item) { margin-inline: 16px',
    'item) { border: 1px solid; margin: 0 8px',
    'item) { margin-inline: -4px',
    'name) { margin-inline-end: 20px',
    'price) { padding: 0 20px; border: 2px solid',
    'time) { margin-inline: 24px',
  ];
  test.each(STYLES)('is measured: ::part(%s }', async (style) => {
    const page = await strip(html`
      <div>
        <style>
          ${`market-ticker::part(${style} }`}
        </style>
        <market-ticker layout="scroll" lines="1" paused .data=${seed}></market-ticker>
      </div>
    `);
    const element = page.querySelector('market-ticker')!;
    await allAnimated(element);
    await laidOutFrame();
    const boxes = queryAll(element, '[part~="item"], [part="time"]')
      .map((part) => ({ part, rect: part.getBoundingClientRect() }))
      .filter(({ rect }) => rect.width)
      .sort((one, other) => one.rect.left - other.rect.left);
    expect(boxes.length).to.be.above(4);
    for (const [index, { part, rect }] of boxes.slice(1).entries()) {
      const before = boxes[index]!;
      const margins =
        parseFloat(getComputedStyle(before.part).marginRight) + parseFloat(getComputedStyle(part).marginLeft);
      // 32 px is the gap. Segments are rounded up to whole pixels.
      expect(rect.left - before.rect.right).to.be.closeTo(32 + margins, 1.1);
    }
  });
});
