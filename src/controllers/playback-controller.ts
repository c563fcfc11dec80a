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

/** What the buttons and keys need of the row. */
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
 * Applies to a strip what a reader asks for by its buttons and keys: the playback preference, which all strips of the page
 * share, and the moves of the row. It also renders the strip anew when the language or the direction of the page changes.
 */
export class PlaybackController implements ReactiveController {
  readonly #host: PlaybackHost;
  readonly #row: RowNavigation;
  #unsubscribers: readonly (() => void)[] = [];
  #appliedPreference: PlaybackPreference | null = null;
  /** What the first button, as it is rendered, and Space ask for. */
  #offeredPreference: PlaybackPreference = 'pause';

  constructor(host: PlaybackHost, row: RowNavigation) {
    this.#host = host;
    this.#row = row;
    host.addController(this);
  }

  hostConnected(): void {
    const host = this.#host;
    this.#unsubscribers = [
      onPlaybackPreference((mayBeUnchanged) => {
        if (mayBeUnchanged) this.#applyChangedPreference();
        else this.#applyPreference();
      }),
      watchLanguage(host, () => host.requestUpdate()),
    ];
    // A strip that is added later, or again, joins the others.
    this.#applyChangedPreference();
  }

  hostDisconnected(): void {
    for (const unsubscribe of this.#unsubscribers) unsubscribe();
  }

  /** Keeps what the button offers: until the next rendering it does what its label says, whatever a script has set since. */
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

  /** The number of items that a key moves by; undefined for keys of no use here. */
  #distanceOf(key: string): number | undefined {
    if (key === 'ArrowRight') return this.#row.inlineDirection();
    if (key === 'ArrowLeft') return -this.#row.inlineDirection();
    if (key === 'Home') return -Infinity;
    if (key === 'End') return Infinity;
    return undefined;
  }

  /** Moves the focus among the links where one has it, and the row follows; otherwise moves the row. */
  #moveBy(distance: number, element: Element): void {
    const links = [...this.#host.renderRoot.querySelectorAll<HTMLElement>('ul:not([aria-hidden]) a[href]')];
    const index = links.findIndex((link) => link === element.closest('a'));
    if (index < 0) this.#row.go(distance);
    else links[Math.max(0, Math.min(links.length - 1, index + distance))]?.focus();
  }

  /** Applies the preference unless it has been applied already: a script may have paused or started the strip since. */
  #applyChangedPreference(): void {
    if (playbackPreference() !== this.#appliedPreference) this.#applyPreference();
  }

  #applyPreference(): void {
    const preference = playbackPreference();
    this.#appliedPreference = preference;
    if (preference === 'move') this.#host.play();
    else if (preference) this.#host.paused = preference === 'pause';
  }
}
