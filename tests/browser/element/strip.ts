import { fixture } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import type { MarketTickerElement, MarketTickerErrorEvent, Status } from 'market-ticker/element.js';
import { onTestFinished, vi } from 'vitest';
import 'market-ticker';
import { waitUntil } from './wait-until.js';

/** Renders the template into the page, and waits until the strip has the given status, if one is given. */
export async function strip(template: TemplateResult, status?: Status): Promise<MarketTickerElement> {
  const element = await fixture<MarketTickerElement>(template);
  if (status) await reachesStatus(element, status);
  return element;
}

/**
 * A live strip, and the error events that it has dispatched. For tests that run concurrently: `fixture()` would remove the
 * strips of all of them together.
 */
export async function liveStripWithErrors(
  attributes: Record<string, string>,
  onTestFinished: (end: () => void) => void,
) {
  const element = document.createElement('market-ticker');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  const errors: MarketTickerErrorEvent[] = [];
  element.addEventListener('market-ticker-error', (event) => errors.push(event));
  document.body.append(element);
  onTestFinished(() => element.remove());
  await reachesStatus(element, 'live');
  return { element, errors };
}

export async function reachesStatus(element: MarketTickerElement, status: Status): Promise<void> {
  await waitUntil(() => element.status === status, `status ${status}`, { interval: 20, timeout: 30_000 });
  await element.updateComplete;
}

export const query = <T extends Element = HTMLElement>(element: MarketTickerElement, selector: string): T =>
  element.renderRoot.querySelector<T>(selector)!;

/** The clipped box that contains the items. */
export const viewportOf = (element: MarketTickerElement): HTMLElement => query(element, '.viewport');

export const queryAll = (element: MarketTickerElement, selector: string): HTMLElement[] => [
  ...element.renderRoot.querySelectorAll<HTMLElement>(selector),
];

/** The list items of the quotes, without their copies and without the time of the data. */
export const itemsOf = (element: MarketTickerElement): HTMLElement[] =>
  queryAll(element, 'ul:not([aria-hidden]) [part~="item"]').map((item) => item.closest('li')!);

/** The list items that move: the items, their copies, and the time of the data. */
export const listItems = (element: MarketTickerElement): HTMLElement[] => queryAll(element, 'li');

/** The track segments, which the marquee moves; each contains one item or more. */
export const segments = (element: MarketTickerElement): HTMLElement[] => queryAll(element, '.segment');

/** The visible text of an item: name, price, arrow, change and percent, joined by spaces. */
export const rowOf = (item: Element): string =>
  ['name', 'price', 'arrow', 'change', 'percent']
    .map((part) => item.querySelector(`[part~="${part}"]`)!.textContent.trim())
    .filter(Boolean)
    .join(' ');

export const rows = (element: MarketTickerElement): string[] => itemsOf(element).map(rowOf);

/**
 * Waits until every segment has its animation. The marquee starts them when it has measured the items, in the next frame.
 * In a long strip the segments far from the viewport are parked and have none.
 */
export async function allAnimated(element: MarketTickerElement): Promise<void> {
  await waitUntil(
    () =>
      segments(element).length > 0 &&
      segments(element).every((segment) => segment.getAnimations().length === ('parked' in segment.dataset ? 0 : 1)),
    'all segments are animated',
  );
}

/** Waits until the strip stands still: until its items are where they were four frames ago. */
export async function atRest(element: MarketTickerElement): Promise<void> {
  const positions = (): string => String(listItems(element).map((box) => box.getBoundingClientRect().left));
  for (let before = ''; before !== positions();) {
    before = positions();
    for (let frames = 0; frames < 4; frames++) await nextFrame();
  }
}

export const allRunning = (element: MarketTickerElement): Promise<void> =>
  waitUntil(
    () =>
      segments(element).every(
        (segment) => 'parked' in segment.dataset || segment.getAnimations()[0]?.playState === 'running',
      ),
    'the animations run',
    {
      timeout: 10_000, // a strip that a reader has thrown glides for some seconds first
    },
  );

export const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/**
 * Resolves when the layout of the next frame is the one that will be painted: after the strips have measured themselves. Before
 * that, a text that was written since the last frame has its new width already, while its neighbours are still where they were.
 */
export const laidOutFrame = (): Promise<void> =>
  new Promise((resolve) =>
    requestAnimationFrame(() => {
      // Resize observers are notified by depth. Each probe is deeper than the one before, and all are deeper than anything in a
      // strip, so the last probe is notified after everything else.
      const probes = Array.from({ length: 40 }, () => document.createElement('div'));
      probes.reduce((outer, inner) => (outer.append(inner), inner));
      probes[0]!.style.cssText = 'position: fixed; inline-size: 1px; block-size: 1px; visibility: hidden';
      for (const probe of probes.slice(1)) probe.style.cssText = 'block-size: 1px';
      document.body.append(probes[0]!);
      let passes = 3;
      const observer = new ResizeObserver(() => {
        observer.disconnect();
        if (passes--) return observer.observe(probes.at(-1 - passes)!);
        probes[0]!.remove();
        resolve();
      });
      observer.observe(probes.at(-1 - passes)!);
    }),
  );

// What the oldest browsers lack that the element supports. Tests of these features are skipped there.
export const hasStates = CSS.supports('selector(:state(live))');
export const hasLightDark = CSS.supports('color', 'light-dark(red, red)');

export const isChromium = navigator.userAgent.includes('Chrome/');
export const isWebKit = !isChromium && navigator.userAgent.includes('AppleWebKit/');

/** Makes the page look hidden, or visible again, to scripts. It is visible again when the test ends. */
export function setPageHidden(hidden: boolean): void {
  const spy = vi.spyOn(HTMLDocument.prototype, 'hidden', 'get').mockReturnValue(hidden);
  onTestFinished(() => void spy.mockRestore());
  document.dispatchEvent(new Event('visibilitychange'));
}

/** Makes the browser look offline, or online again, to scripts. It is online again when the test ends. */
export function setOffline(offline: boolean): void {
  const spy = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(!offline);
  onTestFinished(() => void spy.mockRestore());
  dispatchEvent(new Event(offline ? 'offline' : 'online'));
}
