import { html } from '@open-wc/testing';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { Media } from '../../support/browsers/commands.js';
import { emulateMedia } from '../../support/browsers/media.js';
import { isChromium, laidOutFrame, reachesStatus, strip } from './strip.js';
import { serveFeed } from '../../support/feed-server/feed.js';

// The glyphs that these tests need, so that every machine draws the same ones: Noto Sans KR, SIL Open Font License.
const font = new FontFace('Strip', `url(${new URL('../../support/fixtures/font.woff2', import.meta.url).href})`, {
  weight: '100 900',
});

const data = {
  delay: 20,
  state: 'closed',
  source: { name: 'KRX' },
  items: [
    {
      id: 'KOSPI',
      name: { ko: '코스피', en: 'KOSPI' },
      kind: 'index',
      price: 2855.77,
      change: 43.72,
      changePercent: 1.55,
    },
    {
      id: 'KOSDAQ',
      name: { ko: '코스닥', en: 'KOSDAQ' },
      kind: 'index',
      price: 764.21,
      change: -7.98,
      changePercent: -1.03,
    },
    { id: 'USD/KRW', price: 1359, change: 0, changePercent: 0, previousClose: 1359, state: 'open' },
    { id: 'GOLD', kind: 'commodity', price: null },
  ].map((item, index) => ({ ...item, url: '#', trend: index < 2 ? [2812, 2830, 2822, 2841, 2855] : [] })),
};

interface Scene {
  readonly layout?: string;
  readonly lang?: string;
  readonly dir?: string;
  readonly width?: number;
  readonly fails?: boolean;
  readonly media?: Media;
}

// A small set: each scene shows something that no other does. A screenshot's file is named after its scene.
const SCENES: Record<string, Scene> = {
  'a strip': {},
  'in Korean, dark': { lang: 'ko', media: { colorScheme: 'dark' } },
  'from right to left': { lang: 'ar', dir: 'rtl' },
  'with less motion': { media: { reducedMotion: 'reduce' } },
  'in forced colours': { media: { forcedColors: 'active' } },
  'that failed, on a phone': { fails: true, width: 320 },
  'a grid': { layout: 'grid', width: 640 },
  'a grid in a sidebar, in Korean, dark': { layout: 'grid', width: 300, lang: 'ko', media: { colorScheme: 'dark' } },
};

describe.runIf(isChromium && navigator.platform.includes('Linux'))('the element looks as in its screenshots', () => {
  test.for(Object.entries(SCENES))('%s', async ([name, { layout, lang, dir, width = 1000, fails, media = {} }]) => {
    document.fonts.add(await font.load());
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2025-06-09T06:32:00Z') });
    onTestFinished(() => void vi.useRealTimers());
    await emulateMedia({ colorScheme: 'light', ...media });
    if (width < 480) {
      await page.viewport(width, 720);
      onTestFinished(() => page.viewport(1280, 720));
    }
    // The reader's clock jumps when it is faked, so the server says what time it is.
    const headers = { date: 'Mon, 09 Jun 2025 06:32:00 GMT' };
    const feed = await serveFeed([{ body: data, headers }, { status: 503 }]);
    const scene = await strip(html`
      <div
        lang=${lang ?? 'en'}
        dir=${dir ?? 'ltr'}
        style=${`inline-size: ${width}px; color-scheme: light dark; background: Canvas; font: 400 16px/1.4 Strip`}
      >
        <market-ticker paused layout=${layout ?? 'scroll'} src=${feed.url}>
          <a slot="end" href="#" style="color: inherit; font-size: 14px">All markets</a>
        </market-ticker>
      </div>
    `);
    const element = scene.querySelector('market-ticker')!;
    await reachesStatus(element, 'live');
    if (fails) {
      await element.refresh();
      await reachesStatus(element, 'error');
    }
    await laidOutFrame();
    await expect.element(page.elementLocator(scene)).toMatchScreenshot(name, {
      // Another version of the browser may smooth glyphs differently.
      screenshotOptions: { animations: 'allow' },
      comparatorName: 'pixelmatch',
      comparatorOptions: { threshold: 0.2, allowedMismatchedPixelRatio: 0.01 },
    });
  });
});
