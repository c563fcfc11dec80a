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

/** Moves the row by keyboard. */
export interface RowNavigation {
  /**
   * Moves to the next item (1), to the one before (−1), to the end of the row (Infinity) or to its start (−Infinity).
   */
  go(to: number): void;
  /** Returns 1 where the row starts at the left, −1 where it starts at the right. */
  inlineDirection(): 1 | -1;
}

/**
 * Applies to a strip what a reader asks for: the playback preference, which all strips of the page share, and the keys.
 * It also renders the strip anew when the language or the direction of the page changes.
 */
export class PlaybackController implements ReactiveController {
  readonly #host: PlaybackHost;
  readonly #row: RowNavigation;
  #unsubscribers: readonly (() => void)[] = [];
  #appliedPreference: PlaybackPreference | null = null;

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

  /**
   * Handles a key of the strip: Space for playback, the arrow keys, Home and End to move the row or the focus in it.
   * Keys with a modifier, keys that a button uses, and keys inside a slot are left alone.
   *
   * @param spaceAction the preference that Space sets
   * @returns whether the key was handled, so that its default action has to be prevented
   */
  press(event: KeyboardEvent, spaceAction: PlaybackPreference): boolean {
    const { key, target, repeat, altKey, ctrlKey, metaKey, defaultPrevented } = event;
    const { renderRoot } = this.#host;
    const element = target as Element;
    // An element that the page has put into a slot has keys of its own.
    if (altKey || ctrlKey || metaKey || defaultPrevented || element.getRootNode() !== renderRoot) return false;
    if (key === ' ') {
      if (element.closest('button')) return false;
      if (!repeat) setPlaybackPreference(spaceAction);
      return true;
    }
    const inlineDirection = this.#row.inlineDirection();
    const distances = new Map([
      ['ArrowRight', inlineDirection],
      ['ArrowLeft', -inlineDirection],
      ['Home', -Infinity],
      ['End', Infinity],
    ]);
    const distance = distances.get(key);
    if (distance === undefined) return false;
    const links = [...renderRoot.querySelectorAll<HTMLElement>('ul:not([aria-hidden]) a[href]')];
    const link = element.closest('a');
    const index = link ? links.indexOf(link) : -1;
    // On a link the keys move the focus, and the row follows it.
    if (index < 0) this.#row.go(distance);
    else links[Math.max(0, Math.min(links.length - 1, index + distance))]?.focus();
    return true;
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
