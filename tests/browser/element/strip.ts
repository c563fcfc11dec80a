import { fixture, waitUntil } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import type { MarketTickerElement, MarketTickerErrorEvent, Status } from 'market-ticker/element.js';
import { onTestFinished, vi } from 'vitest';
import 'market-ticker';

/** A strip in the page, once it stands where a test wants it. */
export async function strip(template: TemplateResult, status?: Status): Promise<MarketTickerElement> {
  const element = await fixture<MarketTickerElement>(template);
  if (status) await reachesStatus(element, status);
  return element;
}

/** A live strip for tests that run side by side, whose fixtures would be cleared together; and what it has said of failures. */
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
  await waitUntil(() => element.status === status, `status ${status}`, { interval: 20, timeout: 15_000 });
  await element.updateComplete;
}

export const query = <T extends Element = HTMLElement>(element: MarketTickerElement, selector: string): T =>
  element.renderRoot.querySelector<T>(selector)!;

export const queryAll = (element: MarketTickerElement, selector: string): HTMLElement[] => [
  ...element.renderRoot.querySelectorAll<HTMLElement>(selector),
];

/** The items themselves, without their copies. */
export const itemsOf = (element: MarketTickerElement): HTMLElement[] =>
  queryAll(element, 'ul:not([aria-hidden]) [part~="item"]');

/** All that moves: the items, their copies, and the time. */
export const listItems = (element: MarketTickerElement): HTMLElement[] => queryAll(element, 'li');

/** The boxes that are moved, of one item or more. */
export const segments = (element: MarketTickerElement): HTMLElement[] => queryAll(element, '.segment');

/** What a reader sees of an item, part by part. */
export const rowOf = (item: Element): string =>
  ['name', 'price', 'arrow', 'change', 'percent']
    .map((part) => item.querySelector(`[part~="${part}"]`)!.textContent.trim())
    .filter(Boolean)
    .join(' ');

export const rows = (element: MarketTickerElement): string[] => itemsOf(element).map(rowOf);

/** The items' animations are on after the next measure, which comes with a frame. Of a long strip those far away are parked. */
export async function allAnimated(element: MarketTickerElement): Promise<void> {
  await waitUntil(
    () =>
      segments(element).length > 0 &&
      segments(element).every((segment) => segment.getAnimations().length === ('parked' in segment.dataset ? 0 : 1)),
    'all items move',
  );
}

/** A strip comes to rest within a moment: it stands where it stood some frames ago. */
export async function atRest(element: MarketTickerElement): Promise<void> {
  const places = (): string => String(listItems(element).map((box) => box.getBoundingClientRect().left));
  for (let before = ''; before !== places();) {
    before = places();
    for (let frames = 0; frames < 4; frames++) await nextFrame();
  }
}

export const allRunning = (element: MarketTickerElement): Promise<void> =>
  waitUntil(
    () =>
      segments(element).every(
        (segment) => 'parked' in segment.dataset || segment.getAnimations()[0]?.playState === 'running',
      ),
    'runs',
    {
      timeout: 10_000, // after a hand has let it go it takes its time
    },
  );

export const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/**
 * Resolves when the next frame is laid out as it will be painted: after the strips have measured themselves. A text that was
 * written since the last frame has its new width before, and what is beside it is where it was.
 */
export const laidOutFrame = (): Promise<void> =>
  new Promise((resolve) =>
    requestAnimationFrame(() => {
      // Deeper than anything in a strip, and each deeper than the one before: the last of them hears last.
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

export const isChromium = navigator.userAgent.includes('Chrome/');
export const isWebKit = !isChromium && navigator.userAgent.includes('AppleWebKit/');

/** Another tab is looked at, or this one again; at the latest when the test is over. */
export function setPageHidden(hidden: boolean): void {
  const spy = vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden);
  onTestFinished(() => void spy.mockRestore());
  document.dispatchEvent(new Event('visibilitychange'));
}

/** The network is gone, or back; at the latest when the test is over. */
export function setOffline(offline: boolean): void {
  const spy = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(!offline);
  onTestFinished(() => void spy.mockRestore());
  dispatchEvent(new Event(offline ? 'offline' : 'online'));
}
