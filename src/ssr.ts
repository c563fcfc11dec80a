import { css, html, unsafeCSS, type CSSResult, type TemplateResult } from 'lit';
import type { Feed } from './model/quote.js';
import { writeFeed } from './model/write-feed.js';
import { base } from './styles/base.js';
import { layouts } from './styles/layouts.js';
import { media } from './styles/media.js';
import { ageBelow, twoLines } from './styles/narrow.js';
import { documentMember } from './dom/members.js';

// `serverStyles` and `withEmbeddedFeed` run only on a server. The CDN file does not contain them, because `isServer` is
// the constant `false` there.

/** Returns styles for the strips of one class instead of those for which they were written. */
const stylesFor = (styles: CSSResult, selector: RegExp, serverClass: string): CSSResult =>
  unsafeCSS(styles.cssText.replace(selector, serverClass));

const TWO_LINES = /\[data-fit~='?two-lines'?\](?::not\(\.grid\)|:is\(\.scroll, ?\.rotate\))/g;

/* eslint-disable browsers/styles -- Every browser with declarative shadow roots has `:has()`. */
const paintedAsWhole = (): CSSResult => css`
  /* While the page arrives, the browser paints what it has. A strip without its end has fewer items, which would move when
     the others come, so it is not painted. */
  .strip:not(:has(slot[name='end'])) {
    visibility: hidden;
  }
`;
/* eslint-enable browsers/styles -- It is for the rule above only. */

/**
 * Returns the styles of a strip that a server renders: the usual styles, and rules for the time before the script has
 * loaded. All rules are in one text, so that a Content Security Policy needs only one hash.
 */
export const serverStyles = (): CSSResult => css`
  ${base} ${layouts} ${ageBelow} ${twoLines} ${media} ${paintedAsWhole()}
  /* A server cannot measure. These are the widths, at 14 px, from which items like those of the Korean market fit: one in
     one line (434 px), and two that scroll in one line (798 px). The script measures, and then changes little. */
  ${stylesFor(twoLines, TWO_LINES, '.fits-none')}
  @container (max-width: 31em) {
    ${stylesFor(twoLines, TWO_LINES, '.fits-one')}
  }
  @container (max-width: 57em) {
    ${stylesFor(twoLines, TWO_LINES, '.fits-two')}
  }
  /* Buttons do nothing before the script has loaded, so they are hidden. They keep their space unless scripting is
     disabled. */
  :host(:not(:defined)) [part='controls'] {
    visibility: hidden;
  }
  @media (scripting: none) {
    [part='controls'] {
      display: none;
    }
  }
  /* If the reader's system requests reduced motion, a strip in the layout "scroll" will have a second button, which
     needs this space. */
  @media (prefers-reduced-motion: reduce) {
    :host(:not([layout='row'], [layout='grid'])) [part='controls'] {
      padding-inline-end: max(1.715em, 24px);
    }
  }
`;

/**
 * Embeds the feed, if any, in a strip that a server renders, so that the script in the page starts with the same data. The
 * feed is embedded as it was read, in the canonical format: the payload itself may be of any size and depth.
 */
export const withEmbeddedFeed = (strip: TemplateResult, feed: Feed | undefined): TemplateResult =>
  feed ? html`${strip}<data hidden data-feed value=${JSON.stringify(writeFeed(feed))}></data>` : strip;

/** Returns the JSON of the feed that a server has embedded in a strip, or undefined if there is none. */
const embeddedFeed = (root: ParentNode): string | undefined =>
  root.querySelector<HTMLDataElement>('[data-feed]')?.value;

/** A feed that the page contains. */
export interface PageFeed {
  readonly text: string;
  /** Whether the text is what a server has embedded, which is in the canonical format whatever the strip's adapter. */
  readonly isCanonical: boolean;
}

/**
 * Returns the JSON of the feed that a child of the element contains. The child is a script, or a template that a server
 * has rendered. Returns undefined if there is no such child, or if the browser may not have parsed the whole child yet.
 */
export function feedInChild(element: Element): PageFeed | undefined {
  // Usually, the browser turns the server's template into a shadow root. If the element was defined before the browser
  // parsed the tag, the template remains an ordinary child.
  const child = element.querySelector(':scope > script[type="application/json"]:not([data-paths]), :scope > template');
  if (!child || (documentMember('readyState', element.ownerDocument) === 'loading' && !child.nextSibling))
    return undefined;
  // `instanceof` is not used, because it is false for an element that another frame has created.
  const { content } = child as Partial<HTMLTemplateElement>;
  const text = content ? embeddedFeed(content) : child.textContent;
  return text ? { text, isCanonical: !!content } : undefined;
}

/** The state of a strip that a server has rendered. */
export interface ServerRendering {
  /** The embedded feed as JSON; undefined if there is none. */
  readonly feed: string | undefined;
  /** The reader's scroll position in the viewport, in CSS px. */
  readonly scrollLeft: number;
}

/**
 * Removes the content that a server has rendered. Restores the reader's scroll position and focus after the first
 * rendering in the browser, before the next paint.
 *
 * @param root the declarative shadow root
 * @param rendered a promise that resolves when the browser has rendered the strip
 * @returns the state of the removed content
 */
export function takeOverServerRendering(root: ShadowRoot, rendered: Promise<unknown>): ServerRendering {
  const feed = embeddedFeed(root);
  const tabStops = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('.viewport, a[href]')];
  const focused = tabStops().findIndex((element) => element === root.activeElement);
  const scrollLeft = tabStops()[0]?.scrollLeft ?? 0;
  root.replaceChildren();
  void rendered.then(() => {
    const [viewport] = tabStops();
    if (viewport) viewport.scrollLeft = scrollLeft;
    tabStops()[focused]?.focus({ __proto__: null, preventScroll: true });
  });
  return { feed, scrollLeft };
}
