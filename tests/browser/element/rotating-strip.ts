import type { MarketTickerElement } from 'market-ticker/element.js';
import { onTestFinished } from 'vitest';
import { seed } from '../../support/fixtures/seed.js';
import { laidOutFrame, queryAll, segments, viewportOf } from './strip.js';
import { waitUntil } from './wait-until.js';

/**
 * Whether the box of one element is inside that of another, but for the rounding of the engine. In Firefox, the box of a text
 * is as high as its font, which can be more than its line; this is no ink.
 */
export const isInside = (inner: DOMRect, outer: DOMRect): boolean =>
  inner.left > outer.left - 0.6 &&
  inner.right < outer.right + 0.6 &&
  inner.top > outer.top - 2 &&
  inner.bottom < outer.bottom + 2;

/** The ids of the items of which every number and the name are in sight. */
export function wholeItems(element: MarketTickerElement): string[] {
  const viewport = viewportOf(element).getBoundingClientRect();
  const parts = ['name', 'price', 'change', 'percent'].map((part) => `[part~="${part}"]`).join();
  return queryAll(element, 'li:not(.note)')
    .filter((item) =>
      [...item.querySelectorAll(parts)].every((part) => isInside(part.getBoundingClientRect(), viewport)),
    )
    .map(({ dataset }) => dataset.id!);
}

/** A strip in a box of a given width, which has been laid out. */
export async function stripIn(
  width: number,
  { attributes = {}, data = seed as unknown, link = true, lang = 'en', style = '' }: Options = {},
): Promise<MarketTickerElement> {
  const element = document.createElement('market-ticker');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (link) element.innerHTML = '<a slot="end" href="/markets">View Market Snapshot</a>';
  element.data = data;
  const box = document.createElement('div');
  box.lang = lang;
  box.style.cssText = style;
  box.style.width = `${width}px`;
  box.append(element);
  document.body.append(box);
  onTestFinished(() => box.remove());
  await element.updateComplete;
  await laidOutFrame();
  return element;
}

interface Options {
  readonly attributes?: Record<string, string>;
  readonly data?: unknown;
  readonly link?: boolean;
  readonly lang?: string;
  /** The style of the box around the strip. */
  readonly style?: string;
}

export const boxOf = (element: MarketTickerElement): HTMLElement => element.parentElement!;
export const layoutOf = (element: MarketTickerElement): string =>
  ['scroll', 'rotate', 'row', 'grid'].find((name) => viewportOf(element).parentElement!.classList.contains(name))!;
export const fitOf = (element: MarketTickerElement): string => viewportOf(element).parentElement!.dataset.fit ?? '';

/** Waits until a step has ended. */
export const standing = (element: MarketTickerElement): Promise<void> =>
  waitUntil(() => segments(element).every((segment) => segment.getAnimations().length === 0), 'the items stand still');
