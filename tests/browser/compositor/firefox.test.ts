import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFirefox, type Firefox } from './firefox.js';
import { startSite, type Site } from './server.js';

let site: Site;
let firefox: Firefox;

beforeAll(async () => {
  site = await startSite();
  firefox = await startFirefox();
});

afterAll(async () => {
  await firefox?.close();
  await site?.close();
});

interface Segment {
  /** From the start of the viewport, CSS px. */
  readonly start: number;
  readonly end: number;
  readonly composited: boolean;
}

/** All that is moved, and how wide the viewport is. Only the browser may ask on which thread. */
const segments = (): Promise<{ room: number; segments: Segment[] }> =>
  firefox.besidePage(`
    const root = content.document.querySelector('market-ticker').openOrClosedShadowRoot;
    const box = root.querySelector('.viewport').getBoundingClientRect();
    return {
      room: box.width,
      segments: Array.from(root.querySelectorAll('.segment:not([data-parked])'), (segment) => {
        const { left, right } = segment.getBoundingClientRect();
        const composited = segment.getAnimations().some((animation) => animation.isRunningOnCompositor);
        return { start: left - box.left, end: right - box.left, composited };
      }),
    };`);

/** @param speed CSS px per second */
async function open(quotes: number, speed: number): Promise<void> {
  const url = `/feed/${quotes}.json`;
  await firefox.open(site.page(`<market-ticker src="${url}" interval="0" speed="${speed}"></market-ticker>`));
  await firefox.inPage(`
    return new Promise((resolve) => {
      const look = () => {
        const segments = [...document.querySelector('market-ticker').shadowRoot.querySelectorAll('.segment:not([data-parked])')];
        const run = segments.length && segments.every((segment) => segment.getAnimations()[0]?.playState === 'running');
        // What runs is painted with the next frame, and told to the compositor.
        if (run) requestAnimationFrame(() => requestAnimationFrame(resolve));
        else requestAnimationFrame(look);
      };
      look();
    });`);
}

/** What is left to the main thread, looked at for as long as an item takes to come in. */
async function leftOut(concerns: (segment: Segment, room: number) => boolean = () => true): Promise<Segment[]> {
  const all: Segment[] = [];
  for (let looks = 0; looks < 6; looks++) {
    const { room, segments: now } = await segments();
    expect(now.length).toBeGreaterThan(0);
    all.push(...now.filter((segment) => concerns(segment, room) && !segment.composited));
    await sleep(250);
  }
  return all;
}

describe.each([1, 2, 3])('in Firefox at %i device pixels to the CSS px', (ratio) => {
  beforeAll(() => firefox.zoom(ratio));

  test('runs every item of a strip of four on the compositor', async () => {
    await open(4, 240);
    expect(await firefox.inPage('return devicePixelRatio')).toBe(ratio);
    expect(await leftOut()).toEqual([]);
  });

  test.each([
    [12, 240],
    [40, 60], // too many for a segment each
  ])(
    'runs on it whatever of %i is in sight, or comes in within two seconds at %i px a second',
    async (quotes, speed) => {
      await open(quotes, speed);
      expect(await leftOut(({ start, end }, room) => end > 0 && start < room + 2 * speed)).toEqual([]);
    },
  );

  test('leaves a box of 5,000 px to the main thread, and says so', async () => {
    await firefox.open(site.page('<div style="inline-size: 5000px">Wide</div>'));
    await firefox.inPage(`
      document.querySelector('div').animate({ transform: ['none', 'translateX(-9px)'] }, { duration: 999, iterations: Infinity });
      return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));`);
    const composited = 'return content.document.getAnimations().map((animation) => animation.isRunningOnCompositor)';
    expect(await firefox.besidePage(composited)).toEqual([false]);
  });
});
