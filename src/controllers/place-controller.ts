import { supportsAdoptingStyleSheets, type LitElement, type ReactiveController } from 'lit';
import { applyStyles } from '../styles/apply-styles.js';
import { documentMember } from '../dom/members.js';

/** The viewport of a still row. A marquee must not be scrolled. */
const ROW_VIEWPORT = '.row > .viewport';

/**
 * Keeps what a strip would lose when a script takes it out of the document and puts it back, for example to move it. The
 * browser forgets the focus and the scroll position, and also the styles if the strip comes into another document.
 */
export class PlaceController implements ReactiveController {
  readonly #host: LitElement;
  #focused: HTMLElement | null = null;
  #scrollLeft = 0;
  /** The element that had the focus when the host was taken out. */
  #lostFocus: HTMLElement | null = null;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    const root = this.#host.renderRoot as ShadowRoot;
    // eslint-disable-next-line browsers/apis -- Safari 16.0 has no `adoptedStyleSheets`, and the first test says so.
    if (supportsAdoptingStyleSheets && !root.adoptedStyleSheets.length) applyStyles(this.#host, root);
    // The root adds the same listener only once.
    root.addEventListener('focusin', this.#readFocus);
    root.addEventListener('focusout', this.#onFocusOut);
    // The event `scroll` does not bubble, so the listener works only in the capturing phase.
    root.addEventListener('scroll', this.#onScroll, { __proto__: null, capture: true, passive: true });
    // The state is restored after the script that moves the strip has ended, so that the script can set the focus first.
    queueMicrotask(this.#restore);
  }

  hostDisconnected(): void {
    this.#lostFocus = this.#focused ?? this.#lostFocus;
  }

  readonly #restore = (): void => {
    const { isConnected, renderRoot, ownerDocument } = this.#host;
    if (!isConnected) return;
    const viewport = renderRoot.querySelector(ROW_VIEWPORT);
    if (viewport && this.#scrollLeft) viewport.scrollLeft = this.#scrollLeft;
    const activeElement = documentMember('activeElement', ownerDocument);
    // Nothing else has taken the focus if it is on the body.
    if (!activeElement || activeElement === documentMember('body', ownerDocument))
      this.#lostFocus?.focus({ __proto__: null, preventScroll: true });
    this.#lostFocus = null;
  };

  readonly #readFocus = (): void => {
    this.#focused = (this.#host.renderRoot as ShadowRoot).activeElement as HTMLElement | null;
  };

  /**
   * Some browsers dispatch `focusout` before they take the focused element out. The focus is therefore read later, when
   * `hostDisconnected` has stored the focused element.
   */
  readonly #onFocusOut = (): void => queueMicrotask(this.#readFocus);

  readonly #onScroll = ({ target }: Event): void => {
    const viewport = target as Element;
    if (viewport.matches(ROW_VIEWPORT)) this.#scrollLeft = viewport.scrollLeft;
  };
}
