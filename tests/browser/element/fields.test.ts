import { expect, html } from '@open-wc/testing';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { describe, onTestFinished, test, vi } from 'vitest';
import { seed, seedWith } from '../../support/fixtures/seed.js';
import { itemsOf, laidOutFrame, query, queryAll, rows, strip } from './strip.js';
import { waitUntil } from './wait-until.js';

describe('parts by item and direction', () => {
  test('a page can style an item by its direction and by its id', async () => {
    const items = [...seed.items, { id: '코스피 200', price: 1, change: 0 }, { id: 'GOLD', price: 2 }];
    const page = await strip(html`
      <div>
        <style>
          market-ticker::part(item up) {
            order: 1;
          }
          market-ticker::part(item down) {
            order: 2;
          }
          market-ticker::part(flat) {
            order: 3;
          }
          market-ticker::part(item-USD_KRW) {
            opacity: 0.5;
          }
          market-ticker::part(item-코스피_200) {
            opacity: 0.25;
          }
        </style>
        <market-ticker layout="row" .data=${{ ...seed, items }}></market-ticker>
      </div>
    `);
    const element = page.querySelector('market-ticker')!;
    await element.updateComplete;
    const styles = itemsOf(element).map((item) => {
      const { order, opacity } = getComputedStyle(item.querySelector('[part~="item"]')!);
      return [item.dataset.id, order, opacity].join(' ');
    });
    expect(styles).to.deep.equal([
      'KOSPI 1 1',
      'KOSDAQ 1 1',
      'KOSPI200 1 1',
      'USD/KRW 2 0.5',
      '코스피 200 3 0.25',
      'GOLD 0 1',
    ]);
    element.data = { ...seed, items: [{ id: 'KOSPI', price: 2800, change: -12 }] };
    await element.updateComplete;
    expect(getComputedStyle(itemsOf(element)[0]!.querySelector('[part~="item"]')!).order).to.equal('2');
  });
});

const printed = (element: MarketTickerElement, id: string): Element =>
  query(element, `ul:not([aria-hidden]) [data-id="${id}"]`);

/** The boxes in sight of an item, from left to right, without those inside another of them. */
const boxesIn = (item: Element): DOMRect[] =>
  [...item.querySelectorAll('.quote > :not(.spoken, [data-reserve=""])')]
    .map((box) => box.getBoundingClientRect())
    .filter(({ width }) => width > 0)
    .sort((a, b) => a.left - b.left);

/** What a screen reader reads of an item: its texts that are neither hidden from it nor without a box. */
const spokenIn = (item: Element): string =>
  [...item.querySelectorAll<HTMLElement>('.quote > *')]
    .filter((part) => part.ariaHidden !== 'true' && getComputedStyle(part).display !== 'none')
    .map((part) => part.textContent.trim())
    .filter(Boolean)
    .join(' ');

describe('fields', () => {
  const items = seed.items.map((item) => ({ ...item, trend: [1, 2, 3] }));
  const data = { ...seed, items: [{ ...items[0], state: 'halted' }, ...items.slice(1)], state: 'closed' };

  for (const layout of ['scroll', 'row', 'grid'] as const)
    for (const [fields, text] of [
      [null, 'KOSPI 2,855.77 ▲ +43.72 +1.55%'],
      ['name percent', 'KOSPI +1.55%'],
      ['name price arrow percent', 'KOSPI 2,855.77 ▲ +1.55%'],
      ['change,price', '2,855.77 +43.72'],
      ['trend', ''],
      ['badge', ''],
    ] as const)
      test(`of "${fields ?? ''}" are shown in a ${layout}, and what is left out leaves no hole and is spoken`, async () => {
        const element = await strip(
          html`<market-ticker .layout=${layout} .fields=${fields} .data=${data}></market-ticker>`,
        );
        await element.updateComplete;
        await laidOutFrame();
        const item = printed(element, 'KOSPI');
        const inSight = [...item.querySelectorAll('.quote > :not(.spoken, [data-reserve=""])')].map(({ textContent }) =>
          textContent.trim(),
        );
        expect(
          inSight
            .filter((one) => one !== 'Halted' && one)
            .join(' ')
            .replace(/\s+/g, ' '),
        ).to.equal(text);
        expect(inSight.includes('Halted')).to.equal(!fields || fields === 'badge');
        expect(!!item.querySelector('[part="trend"]')).to.equal(!fields || fields === 'trend');
        expect(spokenIn(item)).to.equal('KOSPI 2,855.77, up 43.72 points, 1.55 percent, Halted');
        if (layout === 'grid') return;
        // WebKit moves the strip on from one reading of a box to the next.
        element.pause();
        await element.updateComplete;
        const boxes = boxesIn(item);
        const { left, right } = item.getBoundingClientRect();
        const em = parseFloat(getComputedStyle(item).fontSize);
        const gaps = boxes.slice(1).map((box, index) => (box.left - boxes[index]!.right) / em);
        expect(
          gaps.every((gap) => Math.abs(gap - 0.5) < 0.05),
          gaps.join(),
        ).to.equal(true);
        expect(
          [boxes[0]!.left - left, right - boxes.at(-1)!.right].map((gap) => Math.round((gap / em) * 100)),
        ).to.deep.equal([114, 114]);
      });

  for (const layout of ['scroll', 'row', 'grid'] as const) {
    test(`in a ${layout}, a time that is left out takes no place, and is spoken with its delay`, async () => {
      const delayed = { ...data, delay: 20 };
      const element = await strip(
        html`<market-ticker .layout=${layout} fields="name price" .data=${delayed}></market-ticker>`,
      );
      await element.updateComplete;
      await laidOutFrame();
      const time = printed(element, '');
      expect(query(element, '.strip > .hidden').textContent).to.contain('20 min delay');
      const { width, height } = time.getBoundingClientRect();
      expect(Math.min(width, height)).to.equal(0);
      expect(getComputedStyle(time).borderInlineEndWidth).to.equal('0px');
    });

    test(`in a ${layout}, items that show nothing take no place, and are spoken`, async () => {
      const element = await strip(html`<market-ticker .layout=${layout} fields="time" .data=${data}></market-ticker>`);
      await element.updateComplete;
      await laidOutFrame();
      for (const item of itemsOf(element)) {
        const { width, height } = item.getBoundingClientRect();
        expect(Math.min(width, layout === 'grid' ? height : width)).to.equal(0);
      }
      expect(spokenIn(printed(element, 'KOSPI'))).to.contain('2,855.77, up 43.72 points');
      expect(query(element, '[part="time"]').getBoundingClientRect().width).to.be.greaterThan(50);
    });
  }

  test('can change at any time; cells become as wide as what they show', async () => {
    const element = await strip(html`<market-ticker layout="row" .data=${data}></market-ticker>`);
    await element.updateComplete;
    const widthOf = () => Math.round(printed(element, 'KOSPI').getBoundingClientRect().width);
    const width = widthOf();
    element.signs = 'sign';
    await element.updateComplete;
    expect(widthOf()).to.be.lessThan(width);
    element.fields = 'price';
    await element.updateComplete;
    expect(widthOf()).to.be.lessThan(width / 2);
    element.fields = null;
    element.signs = 'both';
    await element.updateComplete;
    expect(widthOf()).to.equal(width);
  });

  test('that do not exist are left out, with one warning; if none is left, all are shown', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    onTestFinished(() => warn.mockRestore());
    const page = await strip(html`
      <div>
        <market-ticker fields="name,prize percent" .data=${data}></market-ticker>
        <market-ticker fields="name,prize percent" .data=${data}></market-ticker>
        <market-ticker fields="everything" .data=${data}></market-ticker>
      </div>
    `);
    const [element, , other] = [...page.querySelectorAll('market-ticker')];
    expect(element!.fields).to.equal('name percent');
    expect(warn.mock.calls.flat()).to.deep.equal([
      '<market-ticker fields="name,prize percent"> expects the words icon name trend price arrow change percent badge time',
      '<market-ticker fields="everything"> expects the words icon name trend price arrow change percent badge time',
    ]);
    await other!.updateComplete;
    expect(rows(other!)[0]).to.equal('KOSPI 2,855.77 ▲ +43.72 +1.55%');
  });
});

test('a change of value in a strip with other signs writes only texts', async () => {
  const element = await strip(html`<market-ticker layout="row" signs="arrow" .data=${seed}></market-ticker>`);
  await element.updateComplete;
  const written: MutationRecord[] = [];
  const observer = new MutationObserver((records) => written.push(...records));
  observer.observe(element.renderRoot, { subtree: true, childList: true, attributes: true, characterData: true });
  element.data = seedWith({ KOSPI: { price: 2856.77, change: 44.72, changePercent: 1.59 } });
  await element.updateComplete;
  expect(rows(element)[0]).to.equal('KOSPI 2,856.77 ▲ 44.72 1.59%');
  written.push(...observer.takeRecords());
  expect([...new Set(written.map(({ type }) => type))]).to.deep.equal(['characterData']);
});

describe('time-zone', () => {
  const zoneOf = (element: MarketTickerElement): string =>
    query(element, '[part="time"]').textContent.match(/15:30 ([^·]+?)( 기준)? ·/)?.[1] ?? '';

  test('is the zone of the times, and is named beside them in the reader’s language', async () => {
    const page = await strip(html`
      <div>
        <market-ticker time-zone="Asia/Seoul" .data=${seed}></market-ticker>
        <market-ticker time-zone="Asia/Seoul" lang="ko" .data=${seed}></market-ticker>
      </div>
    `);
    const [english, korean] = [...page.querySelectorAll('market-ticker')];
    await korean!.updateComplete;
    expect(english!.timeZone).to.equal('Asia/Seoul');
    expect([zoneOf(english!), zoneOf(korean!)]).to.deep.equal(['KST', '한국시간']);
    english!.timeZone = 'America/New_York';
    // The time is out of sight, where texts are written within 5 s.
    await waitUntil(() => query(english!, '[part="time"]').textContent.includes('02:30 EDT'), 'the other zone', {
      timeout: 6000,
    });
  });

  test.each(['Mars/Olympus', '+09:00', '', 9])('of no place is the reader’s, with one warning: %o', async (zone) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    onTestFinished(() => warn.mockRestore());
    const element = await strip(html`<market-ticker .data=${seed} .timeZone=${zone as string}></market-ticker>`);
    element.timeZone = zone as string;
    await element.updateComplete;
    expect(element.timeZone).to.equal(null);
    expect(warn.mock.calls.flat()).to.deep.equal([
      `<market-ticker time-zone="${zone}"> expects an IANA time zone, such as Asia/Seoul`,
    ]);
  });
});

describe('an icon', () => {
  const picture = new URL('../../../demo/pictures/strip-light.png', import.meta.url).href;
  const missing = new URL('/no-such-picture.png', location.href).href;
  const withIcons = (icon: string | undefined) => ({
    ...seed,
    items: seed.items.map((item, index) => (index ? item : { ...item, icon, url: '#' })),
  });
  const icons = (element: MarketTickerElement): HTMLImageElement[] =>
    queryAll(element, '[part="icon"]') as HTMLImageElement[];

  for (const layout of ['scroll', 'row', 'grid'] as const)
    test(`in a ${layout} has its place before it loads and if it fails, and the others have none`, async () => {
      const element = await strip(html`<market-ticker .layout=${layout} .data=${withIcons(missing)}></market-ticker>`);
      await element.updateComplete;
      await laidOutFrame();
      const item = printed(element, 'KOSPI');
      const icon = icons(element)[0]!;
      const place = (): string =>
        JSON.stringify([icon, item.querySelector('[part="name"]')!].map((box) => box.getBoundingClientRect()));
      const before = place();
      const em = parseFloat(getComputedStyle(item).fontSize);
      const box = icon.getBoundingClientRect();
      for (const size of [box.width, box.height]) expect(size / em).to.be.closeTo(1.25, 0.01);
      const text = document.createRange();
      text.selectNodeContents(item.querySelector('[part="name"]')!);
      expect(text.getBoundingClientRect().left - box.right).to.be.closeTo(em / 2, 0.1);
      await waitUntil(() => icon.complete, 'the picture has failed');
      await laidOutFrame();
      if (layout !== 'scroll') expect(place()).to.equal(before);
      expect(queryAll(element, 'ul:not([aria-hidden]) [part="icon"]').length).to.equal(1);
    });

  test('is loaded lazily, tells nobody the page, has no text and is no tab stop', async () => {
    const element = await strip(html`<market-ticker layout="row" .data=${withIcons(picture)}></market-ticker>`);
    await element.updateComplete;
    const [icon] = icons(element);
    const { src, alt, loading, decoding, referrerPolicy, draggable, tabIndex } = icon!;
    expect({ src, alt, loading, decoding, referrerPolicy, draggable, tabIndex }).to.deep.equal({
      src: picture,
      alt: '',
      loading: 'lazy',
      decoding: 'async',
      referrerPolicy: 'no-referrer',
      draggable: false,
      tabIndex: -1,
    });
    await waitUntil(() => icon!.naturalWidth > 0, 'the picture has loaded');
    expect(spokenIn(printed(element, 'KOSPI'))).to.contain('KOSPI 2,855.77, up 43.72 points');
  });

  test('is in the copies of a moving strip as well, and is gone when the feed or `fields` leaves it out', async () => {
    const element = await strip(
      html`<market-ticker .data=${withIcons(picture)} style="inline-size: 2000px"></market-ticker>`,
    );
    await element.updateComplete;
    await waitUntil(() => queryAll(element, 'ul').length > 1, 'the row is repeated');
    expect(icons(element).length).to.equal(queryAll(element, 'ul').length);
    element.fields = 'name price';
    await element.updateComplete;
    expect(icons(element)).to.deep.equal([]);
    element.fields = null;
    element.data = withIcons(undefined);
    await element.updateComplete;
    expect(queryAll(element, '[part="icon"]')).to.deep.equal([]);
  });

  test.each(['javascript:alert(1)', 'data:image/svg+xml,<svg/>', 'blob:x', ''])(
    'is never loaded from %s',
    async (address) => {
      const element = await strip(html`<market-ticker .data=${withIcons(address)}></market-ticker>`);
      await element.updateComplete;
      expect(icons(element)).to.deep.equal([]);
    },
  );
});

describe('two lines', () => {
  const items = seed.items.map((item) => ({ ...item, trend: [1, 2, 3], state: 'halted', icon: '/none.svg' }));

  /** A strip whose items have two lines, as the element gives them where one line does not fit. */
  async function twoLines(dir: string, more: readonly string[] = []): Promise<Element> {
    const page = await strip(html`
      <div dir=${dir} style="font: 16px/1.4 sans-serif">
        <market-ticker layout="row" .data=${{ ...seed, items, state: 'closed' }}></market-ticker>
      </div>
    `);
    const element = page.querySelector('market-ticker')!;
    await element.updateComplete;
    query(element, '.strip').dataset.fit = ['two-lines', ...more].join(' ');
    await laidOutFrame();
    return printed(element, 'KOSPI');
  }
  const boxOf = (item: Element, part: string): DOMRect =>
    item.querySelector(`[part="${part}"]`)!.getBoundingClientRect();

  test.each(['ltr', 'rtl'])(
    'have name and price above, change and percent below, each to both ends: %s',
    async (dir) => {
      const item = await twoLines(dir);
      const [name, price, change, percent] = ['name', 'price', 'change', 'percent'].map((part) => boxOf(item, part));
      const arrow = boxOf(item, 'arrow');
      expect(name!.top - price!.top).to.be.closeTo(0, 2);
      expect(change!.top - percent!.top).to.be.closeTo(0, 2);
      expect(percent!.top - price!.bottom).to.be.closeTo(0, 0.1);
      const isLeft = dir === 'ltr';
      expect(isLeft ? arrow.left - name!.left : change!.right - name!.right).to.be.closeTo(0, 1);
      expect(price!.right - percent!.right).to.be.closeTo(0, 0.1);
      const { height } = item.querySelector('.quote')!.getBoundingClientRect();
      expect(height).to.be.at.most(33);
      const [icon, trend] = [boxOf(item, 'icon'), boxOf(item, 'trend')];
      expect(isLeft ? icon.right < name!.left : icon.left > name!.right).to.equal(true);
      expect(isLeft ? trend.left > percent!.right : trend.right < percent!.left).to.equal(true);
    },
  );

  test('without charts and badges, leave no hole for them; badges are still spoken', async () => {
    const item = await twoLines('ltr', ['no-trend', 'no-badge']);
    expect(boxOf(item, 'trend').width).to.equal(0);
    const quote = item.querySelector('.quote')!.getBoundingClientRect();
    expect(quote.right - boxOf(item, 'percent').right).to.be.closeTo(0, 0.1);
    expect(spokenIn(item)).to.contain('Halted');
  });
});
