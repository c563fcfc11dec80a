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

/** The functions of the host's row that the buttons and keys depend on. */
export interface RowNavigation {
  /**
   * Moves the row.
   *
   * @param to 1 for the next item, −1 for the previous item, Infinity for the end of the row, −Infinity for its start
   */
  readonly go: (to: number) => void;
  /** Returns 1 if the row starts at the left, −1 if it starts at the right. */
  readonly inlineDirection: () => 1 | -1;
  /** Returns whether the reader or a script has asked for motion regardless of a system setting for reduced motion. */
  readonly ignoresReducedMotion: () => boolean;
}

/**
 * Handles the playback buttons and the keys of a strip. These buttons and the Space key set the playback preference,
 * which all strips of the page share. The other keys move the row or the focus. The controller also updates its host
 * when the language or the direction of the page changes.
 */
export class PlaybackController implements ReactiveController {
  readonly #host: PlaybackHost;
  readonly #row: RowNavigation;
  #unsubscribers: readonly (() => void)[] = [];
  #appliedPreference: PlaybackPreference | null = null;
  /** The preference that the first button and the Space key set when the reader presses them. */
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
    // A strip may be added after the preference was set, so the preference is also applied here.
    this.#applyPreference(true);
  }

  hostDisconnected(): void {
    for (const unsubscribe of this.#unsubscribers) unsubscribe();
  }

  /**
   * Stores the preference that the first button offers in this rendering. The button therefore does what its label
   * says, even if a script pauses or starts the strip before the next rendering.
   */
  hostUpdate(): void {
    if (!this.#host.paused) this.#offeredPreference = 'pause';
    else this.#offeredPreference = this.#row.ignoresReducedMotion() ? 'move' : 'play';
  }

  /** Handles the button that pauses or starts all strips. */
  readonly toggle = (): void => setPlaybackPreference(this.#offeredPreference);

  /**
   * Handles the second button, which is present if the strip is still because the reader's system requests reduced
   * motion. The button starts the motion anyway.
   */
  readonly move = ({ currentTarget }: Event): void => {
    // The second button disappears in the next rendering, so the focus is moved to the first button.
    (currentTarget as Element).parentElement?.querySelector('button')?.focus();
    setPlaybackPreference('move');
  };

  /**
   * Handles a key that was pressed in the strip. Space pauses or starts all strips. The left and right arrow keys, Home
   * and End move the row or the focus within the row. Ignores Space on a button; any key with Alt, Ctrl or Meta; any
   * key in an element that the page has put into a slot of the strip; and any key whose default action is prevented.
   */
  readonly press = (event: KeyboardEvent): void => {
    const { key, target, repeat, altKey, ctrlKey, metaKey, defaultPrevented } = event;
    const element = target as Element;
    // A key in a slotted element is ignored, because that element may handle the key itself.
    const isOfStrip = element.getRootNode() === this.#host.renderRoot;
    if (altKey || ctrlKey || metaKey || defaultPrevented || !isOfStrip) return;
    const distance = this.#distanceOf(key);
    if (key === ' ' && !element.closest('button')) {
      if (!repeat) this.toggle();
    } else if (distance) this.#moveBy(distance, element);
    else return;
    event.preventDefault();
  };

  /**
   * Returns by how many items a key moves the row or the focus. The number is negative if the movement is towards the
   * start of the row. Returns undefined for any other key.
   */
  #distanceOf(key: string): number | undefined {
    if (key === 'ArrowRight') return this.#row.inlineDirection();
    if (key === 'ArrowLeft') return -this.#row.inlineDirection();
    if (key === 'Home') return -Infinity;
    if (key === 'End') return Infinity;
    return undefined;
  }

  /**
   * If a link has the focus, moves the focus by `distance` links, which also moves the row to the newly focused link.
   * If no link has the focus, moves the row by `distance` items.
   */
  #moveBy(distance: number, element: Element): void {
    const links = [...this.#host.renderRoot.querySelectorAll<HTMLElement>('ul:not([aria-hidden]) a[href]')];
    const index = links.findIndex((link) => link === element.closest('a'));
    if (index < 0) this.#row.go(distance);
    else links[Math.max(0, Math.min(links.length - 1, index + distance))]?.focus();
  }

  /**
   * Applies the playback preference to the host.
   *
   * @param mayBeUnchanged if true, a preference that was already applied is not applied again, because a script may
   *   have paused or started the strip in the meantime
   */
  readonly #applyPreference = (mayBeUnchanged: boolean): void => {
    const preference = playbackPreference();
    if (mayBeUnchanged && preference === this.#appliedPreference) return;
    this.#appliedPreference = preference;
    if (preference === 'move') this.#host.play();
    else if (preference) this.#host.paused = preference === 'pause';
  };
}
