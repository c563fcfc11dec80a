import { expect, html } from '@open-wc/testing';
import {
  blend,
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  parse,
  wcagContrast,
  type Color,
} from 'culori';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { describe, test } from 'vitest';
import { emulateMedia } from '../../support/browsers/media.js';
import { queryAll, query, hasLightDark, isChromium, strip } from './strip.js';

const data = {
  delay: 20,
  items: [
    { id: 'UP', price: 110, change: 10, changePercent: 10, url: '#up', trend: [1, 2, 3] },
    { id: 'DOWN', price: 90, change: -10, changePercent: -10, trend: [3, 2, 1], state: 'halted' },
    { id: 'FLAT', price: 100, change: 0, changePercent: 0, trend: [1, 2, 1] },
  ],
};

/** Without `light-dark()`, one tone has to do for light and dark pages. No tone has more contrast with both #fff and #16191d. */
const MIDDLE_TONE = 4.15;

/** A page has colours of its own where the browser has no `light-dark()`. */
const GROUNDS = hasLightDark ? { light: 'Canvas', dark: 'Canvas' } : { light: '#fff', dark: '#16191d' };

const PALETTES = ['red-blue', 'red-green', 'green-red', 'blue-orange'] as const;
const SCHEMES = ['light', 'dark'] as const;

/** The colour behind an element: its own background blended onto the backgrounds of its ancestors. */
function backgroundOf(element: Element): Color {
  const layers: string[] = [];
  for (let node: Element | null = element; node;) {
    layers.unshift(getComputedStyle(node).backgroundColor);
    const root = node.getRootNode();
    node = node.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  }
  return blend(['white', ...layers.filter((layer) => parse(layer))]);
}

const colourOf = (element: Element): Color => parse(getComputedStyle(element).color)!;
const part = (element: MarketTickerElement, id: string, name: string): Element =>
  query(element, `[data-id="${id}"] [part="${name}"]`);

async function coloured(scheme: keyof typeof GROUNDS, palette: string, style = ''): Promise<MarketTickerElement> {
  const page = await strip(html`
    <div style=${`color-scheme: ${scheme}; background: ${GROUNDS[scheme]}; color: CanvasText; ${style}`}>
      <market-ticker paused palette=${palette} .data=${data}><a slot="end" href="#">All</a></market-ticker>
    </div>
  `);
  const element = page.querySelector('market-ticker')!;
  await element.updateComplete;
  return element;
}

describe('every text is legible', () => {
  const grounds = {
    'its own background': '',
    'the background of the page': '--market-ticker-background: transparent; --market-ticker-color: currentColor',
  };
  for (const [ground, style] of Object.entries(grounds))
    for (const scheme of SCHEMES)
      test.each(PALETTES)(`on ${ground}, ${scheme}: %s`, async (palette) => {
        const element = await coloured(scheme, palette, style);
        const texts = [
          ...queryAll(element, '[part="name"], [part="price"], [part="arrow"], [part="change"], [part="percent"]'),
          ...queryAll(element, '[part="badge"], [part="time"], [part="status"], button, [part="trend"]'),
        ];
        expect(texts.length).to.be.above(20);
        for (const text of texts)
          expect(
            wcagContrast(colourOf(text), backgroundOf(text)),
            `${text.part.value} of ${text.closest('li')?.dataset.id ?? 'the strip'}`,
          ).to.be.at.least(hasLightDark || text.matches('.note, button') ? 4.5 : MIDDLE_TONE);
      });
});

describe('up and down can be told apart', () => {
  for (const scheme of SCHEMES)
    test.each(PALETTES)(`${scheme}: %s`, async (palette) => {
      const element = await coloured(scheme, palette);
      const [up, down] = ['UP', 'DOWN'].map((id) => colourOf(part(element, id, 'percent')));
      const difference = differenceCiede2000();
      const differences = [filterDeficiencyProt(1), filterDeficiencyDeuter(1)].map((filter) =>
        difference(filter(up!), filter(down!)),
      );
      // A reader may not tell red from green: with those palettes only arrow and sign show the direction.
      if (!/red-green|green-red/.test(palette)) for (const value of differences) expect(value).to.be.at.least(20);
      expect(['UP', 'DOWN', 'FLAT'].map((id) => part(element, id, 'arrow').textContent)).to.deep.equal(['▲', '▼', '–']);
      expect(['UP', 'DOWN', 'FLAT'].map((id) => part(element, id, 'percent').textContent)).to.deep.equal([
        '+10.00%',
        '−10.00%',
        '0.00%',
      ]);
    });

  test.each(SCHEMES)('and only falling items are blue in Korean colours: %s', async (scheme) => {
    const element = await coloured(scheme, 'red-blue');
    const isBlue = (colour: Color): boolean => {
      const { r, g, b } = colour as { r: number; g: number; b: number };
      return b > r + 0.2 && b > g + 0.1;
    };
    const link = query(element, 'a');
    link.focus();
    for (const one of queryAll(element, '*')) {
      if (one.closest('.down .move, .down [part="trend"]')) continue;
      const { color, outlineColor, outlineStyle } = getComputedStyle(one);
      expect(isBlue(parse(color)!), one.outerHTML).to.equal(false);
      if (outlineStyle !== 'none') expect(isBlue(parse(outlineColor)!), one.outerHTML).to.equal(false);
    }
    expect(isBlue(colourOf(part(element, 'DOWN', 'percent')))).to.equal(true);
  });
});

describe.runIf(isChromium)('a reader who asks for it', () => {
  test('gets more contrast: no text is muted', async () => {
    await emulateMedia({ contrast: 'more' });
    const element = await coloured('light', 'green-red');
    for (const muted of queryAll(element, '.note'))
      expect(wcagContrast(colourOf(muted), backgroundOf(muted))).to.be.at.least(7);
  });

  test('gets forced colours without losing an arrow, sign, edge or button', async () => {
    await emulateMedia({ forcedColors: 'active' });
    const element = await coloured('light', 'green-red');
    const text = getComputedStyle(query(element, '[part="name"]')).color;
    const link = getComputedStyle(element.querySelector('a')!).color;
    for (const name of ['change', 'percent', 'arrow'])
      // Chromium 109 gives them the colour of links, like the link around them.
      expect(getComputedStyle(part(element, 'UP', name)).color).to.be.oneOf(hasLightDark ? [text] : [text, link]);
    const { fill, color } = getComputedStyle(query(element, 'button path'));
    expect(fill).to.equal(color);
    expect(getComputedStyle(part(element, 'UP', 'trend')).stroke).to.equal(text);
  });
});
