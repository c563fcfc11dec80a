import { adoptStyles, supportsAdoptingStyleSheets, type CSSResult, type CSSResultGroup, type LitElement } from 'lit';
import { documentMember } from '../dom/members.js';
import { base } from './base.js';
import { layouts } from './layouts.js';
import { media } from './media.js';
import { ageBelow, twoLines } from './narrow.js';

/** The style sheets of a strip, in the order in which their rules win. */
export const styles: CSSResultGroup = [base, layouts, ageBelow, twoLines, media];

/**
 * Applies the styles of an element to its shadow root. A style sheet that a script has constructed belongs to one
 * document, and the browser removes it when the shadow root moves to another document.
 */
export function applyStyles(element: LitElement, root: ShadowRoot): void {
  const { elementStyles } = element.constructor as typeof LitElement;
  const view = documentMember('defaultView', root.ownerDocument);
  if (view === window || !supportsAdoptingStyleSheets) adoptStyles(root, elementStyles);
  // A document without a window is not displayed, so it needs no styles.
  /* eslint-disable browsers/apis -- In Safari 16.0, which cannot construct a sheet, `adoptStyles` adds an element. */
  else if (view)
    root.adoptedStyleSheets = elementStyles.map((style) => {
      const sheet = new view.CSSStyleSheet();
      sheet.replaceSync((style as CSSResult).cssText);
      return sheet;
    });
  /* eslint-enable browsers/apis -- The exception ends here. */
}
