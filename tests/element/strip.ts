import { fixture, waitUntil } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import type { MarketTickerElement, Status } from 'market-ticker/element.js';
import 'market-ticker';

/** A strip in the page, once it stands where a test wants it. */
export async function strip(template: TemplateResult, status?: Status): Promise<MarketTickerElement> {
  const element = await fixture<MarketTickerElement>(template);
  if (status) await reaches(element, status);
  return element;
}

export async function reaches(element: MarketTickerElement, status: Status): Promise<void> {
  await waitUntil(() => element.status === status, `status ${status}`, { interval: 20, timeout: 15_000 });
  await element.updateComplete;
}

export const inside = <T extends Element = HTMLElement>(element: MarketTickerElement, selector: string): T =>
  element.renderRoot.querySelector<T>(selector)!;

export const all = (element: MarketTickerElement, selector: string): HTMLElement[] => [
  ...element.renderRoot.querySelectorAll<HTMLElement>(selector),
];

/** The items themselves, without their copies. */
export const itemsOf = (element: MarketTickerElement): HTMLElement[] =>
  all(element, 'ul:not([aria-hidden]) [part~="item"]');

/** All that moves: the items, their copies, and the time. */
export const boxes = (element: MarketTickerElement): HTMLElement[] => all(element, 'li');

/** The boxes that are moved, of one item or more. */
export const tiles = (element: MarketTickerElement): HTMLElement[] => all(element, '.tile');

/** What a reader sees of an item, part by part. */
export const rowOf = (item: Element): string =>
  ['name', 'price', 'arrow', 'change', 'percent']
    .map((part) => item.querySelector(`[part~="${part}"]`)!.textContent.trim())
    .filter(Boolean)
    .join(' ');

export const rows = (element: MarketTickerElement): string[] => itemsOf(element).map(rowOf);

/** The items' animations are on after the next measure, which comes with a frame. */
export async function moving(element: MarketTickerElement): Promise<void> {
  await waitUntil(
    () => tiles(element).length > 0 && tiles(element).every((tile) => tile.getAnimations().length === 1),
    'all items move',
  );
}

/** A strip comes to rest, and goes on, within a moment. */
export async function atRest(element: MarketTickerElement): Promise<void> {
  let before: string | undefined;
  await waitUntil(
    () => {
      const now = String(boxes(element).map((box) => box.getBoundingClientRect().left));
      const rests = now === before;
      before = now;
      return rests;
    },
    'at rest',
    { interval: 40 },
  );
}

export const runs = (element: MarketTickerElement): Promise<void> =>
  waitUntil(() => tiles(element).every((tile) => tile.getAnimations()[0]?.playState === 'running'), 'runs');

export const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

export const isChromium = navigator.userAgent.includes('Chrome/');
export const isWebKit = !isChromium && navigator.userAgent.includes('AppleWebKit/');
