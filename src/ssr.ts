import { css, html, type CSSResult, type TemplateResult } from 'lit';
import { base } from './styles/base.js';
import { layouts } from './styles/layouts.js';
import { media } from './styles/media.js';

// `serverStyles` and `withEmbeddedFeed` run on a server only. They are not in the CDN file, where `isServer` is the
// constant false.

/**
 * The styles of a strip that a server renders: the usual ones, and those for the time before the script has loaded. They
 * are one text, so that a Content Security Policy needs one hash.
 */
export const serverStyles = (): CSSResult => css`
  ${base} ${layouts} ${media}
  /* Buttons do nothing before the script has loaded, so they are hidden. They keep their space where a script is to come. */
  :host(:not(:defined)) [part='controls'] {
    visibility: hidden;
  }
  @media (scripting: none) {
    [part='controls'] {
      display: none;
    }
  }
  /* A strip that moves only on demand will have a second button, which needs this space. */
  @media (prefers-reduced-motion: reduce) {
    :host(:not([layout='row'], [layout='grid'])) [part='controls'] {
      padding-inline-end: calc(0.5rem + 16px);
    }
  }
`;

/** Adds the data to a strip that a server renders, so that the script in the page begins with the same data. */
export const withEmbeddedFeed = (strip: TemplateResult, data: unknown): TemplateResult =>
  data ? html`${strip}<data hidden data-feed value=${JSON.stringify(data)}></data>` : strip;

/** Returns the feed, as JSON, that a server has embedded in a strip; undefined where there is none. */
export const embeddedFeed = (root: ParentNode): string | undefined =>
  root.querySelector<HTMLDataElement>('[data-feed]')?.value;

/** The state of a strip that a server has rendered. */
export interface ServerRendering {
  /** The embedded feed, as JSON; undefined where there is none. */
  readonly feed: string | undefined;
  /** How far the reader has scrolled the viewport, in CSS px. */
  readonly scrollLeft: number;
}

/**
 * Removes what a server has rendered. Restores the reader's scroll position and focus after the first rendering here,
 * before the next paint.
 *
 * @param root the declarative shadow root
 * @param rendered resolves when the strip has been rendered here
 * @returns what is to be taken over
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
    tabStops()[focused]?.focus({ preventScroll: true });
  });
  return { feed, scrollLeft };
}
