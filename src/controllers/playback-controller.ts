import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  onPlaybackPreference,
  playbackPreference,
  setPlaybackPreference,
  type PlaybackPreference,
} from './playback-preference.js';
import { watchLanguage } from '../i18n/locale.js';

interface PlaybackHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  paused: boolean;
  play(): void;
}

/** The row of the host, as the buttons and keys use it. */
export interface RowNavigation {
  /**
   * Moves to the next item (1), to the one before (−1), to the end of the row (Infinity) or to its start (−Infinity).
   */
  readonly go: (to: number) => void;
  /** Returns 1 where the row starts at the left, −1 where it starts at the right. */
  readonly inlineDirection: () => 1 | -1;
  /** Returns whether the reader has asked for motion although the system asks for less of it. */
  readonly ignoresReducedMotion: () => boolean;
}

/**
 * Handles the buttons and keys of a strip. They set the playback preference, which all strips of the page share, or move
 * the row. The controller also updates its host when the language or the direction of the page changes.
 */
export class PlaybackController implements ReactiveController {
  readonly #host: PlaybackHost;
  readonly #row: RowNavigation;
  #unsubscribers: readonly (() => void)[] = [];
  #appliedPreference: PlaybackPreference | null = null;
  /** The preference that the first button, as it is rendered, and Space set. */
  #offeredPreference: PlaybackPreference = 'pause';

  constructor(host: PlaybackHost, row: RowNavigation) {
    this.#host = host;
    this.#row = row;
    host.addController(this);
  }

  hostConnected(): void {
    const host = this.#host;
    this.#unsubscribers = [
      onPlaybackPreference(this.#applyPreference),
      watchLanguage(host, () => host.requestUpdate()),
    ];
    // A strip that is added later, or again, joins the others.
    this.#applyPreference(true);
  }

  hostDisconnected(): void {
    for (const unsubscribe of this.#unsubscribers) unsubscribe();
  }

  /**
   * Keeps the preference that the first button offers. Until the next rendering, the button does what its label says, even
   * if a script has paused or started the strip since.
   */
  hostUpdate(): void {
    if (!this.#host.paused) this.#offeredPreference = 'pause';
    else this.#offeredPreference = this.#row.ignoresReducedMotion() ? 'move' : 'play';
  }

  /** Handles the button that pauses or plays. */
  readonly toggle = (): void => setPlaybackPreference(this.#offeredPreference);

  /** Handles the second button of a still row, which asks for motion although the reader's system asks for less. */
  readonly move = ({ currentTarget }: Event): void => {
    // The second button disappears with the next rendering, so the focus goes to the first.
    (currentTarget as Element).parentElement?.querySelector('button')?.focus();
    setPlaybackPreference('move');
  };

  /**
   * Handles a key of the strip: Space for playback, the arrow keys, Home and End to move the row or the focus in it.
   * Keys with a modifier, keys that a button uses, and keys inside a slot are left alone.
   */
  readonly press = (event: KeyboardEvent): void => {
    const { key, target, repeat, altKey, ctrlKey, metaKey, defaultPrevented } = event;
    const element = target as Element;
    // An element that the page has put into a slot has keys of its own.
    const isOfStrip = element.getRootNode() === this.#host.renderRoot;
    if (altKey || ctrlKey || metaKey || defaultPrevented || !isOfStrip) return;
    const distance = this.#distanceOf(key);
    if (key === ' ' && !element.closest('button')) {
      if (!repeat) this.toggle();
    } else if (distance) this.#moveBy(distance, element);
    else return;
    event.preventDefault();
  };

  /** The number of items that a key moves by; undefined for a key that moves nothing. */
  #distanceOf(key: string): number | undefined {
    if (key === 'ArrowRight') return this.#row.inlineDirection();
    if (key === 'ArrowLeft') return -this.#row.inlineDirection();
    if (key === 'Home') return -Infinity;
    if (key === 'End') return Infinity;
    return undefined;
  }

  /** Moves the focus among the links where one of them has it, so that the row follows; otherwise moves the row. */
  #moveBy(distance: number, element: Element): void {
    const links = [...this.#host.renderRoot.querySelectorAll<HTMLElement>('ul:not([aria-hidden]) a[href]')];
    const index = links.findIndex((link) => link === element.closest('a'));
    if (index < 0) this.#row.go(distance);
    else links[Math.max(0, Math.min(links.length - 1, index + distance))]?.focus();
  }

  /**
   * Applies the preference.
   *
   * @param mayBeUnchanged does nothing where the preference has been applied already: a script may have paused or
   *   started the strip since
   */
  readonly #applyPreference = (mayBeUnchanged: boolean): void => {
    const preference = playbackPreference();
    if (mayBeUnchanged && preference === this.#appliedPreference) return;
    this.#appliedPreference = preference;
    if (preference === 'move') this.#host.play();
    else if (preference) this.#host.paused = preference === 'pause';
  };
}
