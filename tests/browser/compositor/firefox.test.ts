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

/** The segments, and the viewport's width in px. Only code with the browser's own rights can see on which thread one is moved. */
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
        // A running animation reaches the compositor with the next frame.
        if (run) requestAnimationFrame(() => requestAnimationFrame(resolve));
        else requestAnimationFrame(look);
      };
      look();
    });`);
}

/** The segments that the main thread moves, of those that `concerns` selects, over 1.5 s: as long as an item takes to come in. */
async function mainThreadSegments(
  concerns: (segment: Segment, room: number) => boolean = () => true,
): Promise<Segment[]> {
  const all: Segment[] = [];
  for (let samples = 0; samples < 6; samples++) {
    const { room, segments: now } = await segments();
    expect(now.length).toBeGreaterThan(0);
    all.push(...now.filter((segment) => concerns(segment, room) && !segment.composited));
    await sleep(250);
  }
  return all;
}

/**
 * Waits until a rotating strip shows its items, and begins a step that takes 20 times as long as usual, so that it is still under
 * way when the browser is asked. Returns the number of animations.
 */
const slowStep = `return (async () => {
  const nextFrame = () => new Promise(requestAnimationFrame);
  const strip = document.querySelector('market-ticker');
  while (!strip.shadowRoot?.querySelector('.segment[style*="translate"]')) await nextFrame();
  await nextFrame();
  strip.next();
  const animations = [...strip.shadowRoot.querySelectorAll('.segment')].flatMap((segment) => segment.getAnimations());
  for (const animation of animations) animation.updatePlaybackRate(0.05);
  for (let frames = 0; frames < 3; frames++) await nextFrame();
  return animations.length;
})();`;

describe.each([1, 2, 3])('in Firefox at %i device pixels per CSS px', (ratio) => {
  beforeAll(() => firefox.zoom(ratio));

  test('a strip of four runs every item on the compositor', async () => {
    await open(4, 240);
    expect(await firefox.inPage('return devicePixelRatio')).toBe(ratio);
    expect(await mainThreadSegments()).toEqual([]);
  });

  test.each([
    [12, 240],
    [40, 60], // too many for a segment each
  ])(
    'a strip of %i runs the items on the compositor that are in sight within two seconds at %i px a second',
    async (quotes, speed) => {
      await open(quotes, speed);
      expect(await mainThreadSegments(({ start, end }, room) => end > 0 && start < room + 2 * speed)).toEqual([]);
    },
  );

  test.each(['360px', '100%'])('a step of a rotating strip of %s runs every item on the compositor', async (width) => {
    const strip = '<market-ticker src="/feed/12.json" interval="0" layout="rotate" dwell="60"></market-ticker>';
    await firefox.open(site.page(`<div style="inline-size: ${width}">${strip}</div>`));
    const animations = await firefox.inPage<number>(slowStep);
    const composited = await firefox.besidePage(`
      const root = content.document.querySelector('market-ticker').openOrClosedShadowRoot;
      return Array.from(root.querySelectorAll('.segment'))
        .flatMap((segment) => segment.getAnimations())
        .map((animation) => animation.isRunningOnCompositor);`);
    expect(animations).toBeGreaterThanOrEqual(2);
    expect(composited).toEqual(Array.from({ length: animations }, () => true));
  });

  test('a box of 5,000 px is moved on the main thread, and this test detects it', async () => {
    await firefox.open(site.page('<div style="inline-size: 5000px">Wide</div>'));
    await firefox.inPage(`
      document.querySelector('div').animate({ transform: ['none', 'translateX(-9px)'] }, { duration: 999, iterations: Infinity });
      return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));`);
    const composited = 'return content.document.getAnimations().map((animation) => animation.isRunningOnCompositor)';
    expect(await firefox.besidePage(composited)).toEqual([false]);
  });
});
