import { expect } from '@open-wc/testing';
import { page } from 'vitest/browser';
import { onTestFinished, test } from 'vitest';
import { emulateMedia } from '../../support/browsers/media.js';
import { seed } from '../../support/fixtures/seed.js';
import { laidOutFrame, query } from './strip.js';

/** Bound: nothing is painted outside of the strip, and the page is no wider than its window. */
const item = { id: 'A', price: 2855.77, change: 43.72, changePercent: 1.55 };
const named = (name: string): object => ({
  items: [
    { ...item, name },
    { ...item, id: 'B' },
  ],
});
const ATTACKS: Readonly<Record<string, object>> = {
  'an ordinary feed': seed,
  'marks above each other': named(`Z${'\u0301'.repeat(79)}`),
  'marks below each other': named(`Z${'\u0323'.repeat(79)}`),
  'four marks above each letter': named('Z\u0301\u0301\u0301\u0301'.repeat(16)),
  'four marks in a Thai name': named('\u0E01\u0E37\u0E48\u0E49\u0E4C'.repeat(16)),
  'the widest ligature': named('\uFDFD'.repeat(80)),
  'the widest sign': named('\u{1242B}'.repeat(80)),
  'full-width letters': named('\uFF37'.repeat(80)),
  'a long name without a space': named('W'.repeat(80)),
  'a long name without a place to break': named('W\u00A0'.repeat(40)),
  'a long Korean name': named('\uCF54\uC2A4\uD53C'.repeat(26)),
  'a tall script': named('\u0F40\u0F74\u0F92'.repeat(26)),
  'a long id without a name': { items: [{ ...item, id: 'W'.repeat(64) }] },
  'a long notice': { ...seed, notice: 'N'.repeat(200) },
  'a notice of marks': { ...seed, notice: `N${'\u0301'.repeat(199)}` },
  'a long source': { ...seed, source: { name: 'S'.repeat(80) } },
  'the source of an item': { ...seed, items: [{ ...item, source: { name: 'S'.repeat(80) }, state: 'halted' }, item] },
  'the largest numbers': {
    items: [{ id: 'A', price: 999_999_999_999_999, change: 99_999_999_999_999, changePercent: 11.11, decimals: 8 }],
  },
  'the most decimals': { items: [{ id: 'A', price: 123456.12345678, decimals: 8, changePercent: 1e6 }] },
};
const WIDTHS = [320, 1000];
const MARGIN = 120;

/** Returns by how many px there is ink above or below each strip, by the name of its feed. */
async function inkOutside(stage: HTMLElement, strips: readonly HTMLElement[]): Promise<Record<string, number>> {
  const base64 = await page.screenshot({ element: stage, save: false });
  const image = new Image();
  image.src = `data:image/png;base64,${base64}`;
  await image.decode();
  const { width, height } = image;
  const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d')!;
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const isInk = (y: number, from: number, to: number): boolean => {
    for (let x = from; x < to; x++) if (data[(y * width + x) * 4 + 1]! < 200) return true;
    return false;
  };
  const origin = stage.getBoundingClientRect();
  const scale = width / origin.width;
  return Object.fromEntries(
    strips.map((strip, index) => {
      const { top, bottom, right } = strip.getBoundingClientRect();
      const [first, last] = [(top - origin.top) * scale, (bottom - origin.top) * scale];
      let outside = 0;
      for (let y = Math.ceil(first - MARGIN + 1); y < Math.min(height, last + MARGIN - 1); y++) {
        const isBeside = y >= Math.floor(first) && y < Math.ceil(last);
        if (isInk(y, isBeside ? Math.ceil((right - origin.left) * scale) : 0, width)) outside++;
      }
      return [Object.keys(ATTACKS)[index]!, outside];
    }),
  );
}

for (const layout of ['scroll', 'row', 'grid', 'reduced motion'])
  for (const width of WIDTHS)
    test(`nothing is outside of a strip: ${layout}, ${width} px`, async () => {
      if (layout === 'reduced motion') await emulateMedia({ reducedMotion: 'reduce' });
      const stage = document.createElement('div');
      stage.style.cssText = `position: absolute; inset: 0 auto auto 0; width: ${width}px; padding-inline-end: 100px; background: #fff; font: 16px/1.4 sans-serif; color-scheme: light`;
      document.body.append(stage);
      onTestFinished(() => stage.remove());
      const strips = Object.values(ATTACKS).map((feed) => {
        const element = document.createElement('market-ticker');
        element.style.margin = `${MARGIN}px 0`;
        element.style.setProperty('--market-ticker-background', '#fff');
        element.layout = layout === 'reduced motion' ? 'scroll' : (layout as 'grid');
        stage.append(element);
        return Object.assign(element, { data: { version: 1, ...feed } });
      });
      await Promise.all(strips.map((element) => element.updateComplete));
      for (let frame = 0; frame < 3; frame++) await laidOutFrame();
      const names = Object.keys(ATTACKS);
      const isWide = (element: HTMLElement): boolean =>
        element.scrollWidth > width || query(element as never, '.strip').scrollWidth > width;
      expect(names.filter((_, index) => isWide(strips[index]!))).to.deep.equal([]);
      expect(stage.scrollWidth).to.equal(width + 100);
      const none = Object.fromEntries(names.map((name) => [name, 0]));
      expect(await inkOutside(stage, strips)).to.deep.equal(none);
      if (layout !== 'grid')
        expect([...new Set(strips.map((element) => element.offsetHeight))], 'heights').to.deep.equal([44]);
    });

for (const layout of ['scroll', 'row'])
  for (const direction of ['ltr', 'rtl'])
    test(`a strip that has recovered from a failure is no wider than the window: ${layout}, ${direction}`, async () => {
      document.documentElement.dir = direction;
      document.body.style.margin = '0';
      const strip = document.createElement('market-ticker');
      onTestFinished(() => {
        strip.remove();
        document.documentElement.dir = document.body.style.margin = '';
      });
      Object.assign(strip, { layout, data: seed });
      document.body.append(strip);
      await strip.updateComplete;
      strip.data = 10;
      await strip.updateComplete;
      strip.data = structuredClone(seed);
      await strip.updateComplete;
      await laidOutFrame();
      const { scrollWidth, clientWidth } = document.documentElement;
      expect(query(strip, '.hidden[aria-live]').textContent).to.not.equal('');
      expect(scrollWidth).to.equal(clientWidth);
    });
