import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  onPlaybackPreference,
  playbackPreference,
  setPlaybackPreference,
  type PlaybackPreference,
} from './playback-preference.js';
import { MarketTickerSelectEvent } from '../events.js';
import { watchLanguage } from '../i18n/locale.js';
import type { Quote } from '../model/quote.js';
import type { StripHandlers } from '../view/template.js';

interface PlaybackHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly quotes: readonly Quote[];
}

/** The host's row, which the buttons and keys move. */
export interface RowNavigation {
  /**
   * Moves the row.
   *
   * @param to 1 for the next item, −1 for the previous item, Infinity for the end of the row, −Infinity for its start
   */
  go(to: number): void;
  /** 1 if the row starts at the left, −1 if it starts at the right. */
  readonly inlineDirection: 1 | -1;
  /** Whether the reader or a script has asked for motion regardless of a system setting for reduced motion. */
  ignoreReducedMotion: boolean;
}

/**
 * Decides whether a strip is paused, and handles its buttons, its keys and its links. The playback buttons and the
 * Space key set the playback preference, which is the reader's choice for all strips of the page. The page's wishes
 * are stored separately. A script that writes attributes or properties of the tag, such as a library that morphs
 * the page, can therefore not undo the reader's choice (WCAG 2.2.2). The other keys move the row or the focus. The
 * controller also updates its host when the language or the direction of the page changes.
 */
export class PlaybackController implements ReactiveController {
  readonly #host: PlaybackHost;
  readonly #row: RowNavigation;
  readonly #renderNow: (choice?: 'paused' | 'playing') => void;
  #unsubscribers: readonly (() => void)[] = [];
  /** Null until the reader has chosen. */
  #preference: PlaybackPreference | null = null;
  #isPauseWished = false;
  /** The preference that the first button and the Space key set when the reader presses them. */
  #offeredPreference: PlaybackPreference = 'pause';

  /**
   * @param renderNow requests an update of the host that is rendered at once, because the reader has made a choice. If the
   * choice was made in this strip, the update also tells screen readers what it was.
   */
  constructor(host: PlaybackHost, row: RowNavigation, renderNow: (choice?: 'paused' | 'playing') => void) {
    this.#host = host;
    this.#row = row;
    this.#renderNow = renderNow;
    host.addController(this);
  }

  hostConnected(): void {
    const host = this.#host;
    this.#unsubscribers = [
      onPlaybackPreference(this.#applyPreference),
      watchLanguage(host, () => host.requestUpdate()),
    ];
    // A strip may be added after the preference was set, so the preference is also applied here.
    this.#applyPreference();
  }

  hostDisconnected(): void {
    for (const unsubscribe of this.#unsubscribers) unsubscribe();
  }

  /** Whether the strip is paused. The reader's choice takes precedence over the page's wish. */
  get isPaused(): boolean {
    return this.#preference?.startsWith('pause') ?? this.#isPauseWished;
  }

  /** Sets the page's wish, which has no effect while there is a choice of the reader. */
  wishPause(isWished: boolean): void {
    const wasPaused = this.isPaused;
    this.#isPauseWished = isWished;
    if (this.isPaused !== wasPaused) this.#host.requestUpdate();
  }

  /** Sets the page's wish to play, even if the reader's system requests reduced motion. */
  wishMotion(): void {
    this.wishPause(false);
    // A strip that the reader has paused must not start to move when the reader only asks for new values.
    if (!this.isPaused) this.#row.ignoreReducedMotion = true;
    this.#host.requestUpdate();
  }

  /**
   * Stores the preference that the first button offers in this rendering. The button therefore does what its label
   * says, even if a script pauses or starts the strip before the next rendering.
   */
  hostUpdate(): void {
    if (this.isPaused) this.#offeredPreference = this.#row.ignoreReducedMotion ? 'move' : 'play';
    else this.#offeredPreference = this.#preference === 'move' ? 'pause-move' : 'pause';
  }

  /** Handles the button that pauses or starts all strips. */
  readonly #toggle = (): void => this.#choose(this.#offeredPreference);

  /** Sets the preference of all strips. Only the strip in which the reader has chosen says so. */
  #choose(preference: PlaybackPreference): void {
    this.#renderNow(preference.startsWith('pause') ? 'paused' : 'playing');
    setPlaybackPreference(preference);
  }

  /**
   * Handles the second button, which is present if the strip is still because the reader's system requests reduced
   * motion. The button starts the motion anyway.
   */
  readonly #move = ({ currentTarget }: Event): void => {
    // The second button disappears in the next rendering, so the focus is moved to the first button.
    (currentTarget as Element).parentElement?.querySelector('button')?.focus();
    this.#choose('move');
  };

  /**
   * Handles a key that was pressed in the strip. Space pauses or starts all strips. The left and right arrow keys, Home
   * and End move the row or the focus within the row. Ignores Space on a button; any key with Alt, Ctrl or Meta; any
   * key in an element that the page has put into a slot of the strip; and any key whose default action is prevented.
   */
  readonly #press = (event: KeyboardEvent): void => {
    const { key, target, repeat, altKey, ctrlKey, metaKey, defaultPrevented } = event;
    const element = target as Element;
    // A key in a slotted element is ignored, because that element may handle the key itself.
    const isOfStrip = element.getRootNode() === this.#host.renderRoot;
    if (altKey || ctrlKey || metaKey || defaultPrevented || !isOfStrip) return;
    const distance = this.#distanceOf(key);
    if (key === ' ' && !element.closest('button')) {
      if (!repeat) this.#toggle();
    } else if (distance) this.#moveBy(distance, element);
    else return;
    event.preventDefault();
  };

  /**
   * Returns by how many items a key moves the row or the focus. The number is negative if the movement is towards the
   * start of the row. Returns undefined for any other key.
   */
  #distanceOf(key: string): number | undefined {
    if (key === 'ArrowRight') return this.#row.inlineDirection;
    if (key === 'ArrowLeft') return -this.#row.inlineDirection;
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

  /** Dispatches an event for the clicked item. Does not follow the link of the item if a listener cancels the event. */
  readonly #select = (event: Event): void => {
    const id = (event.target as Element).closest('li')?.dataset.id;
    const quote = this.#host.quotes.find((shown) => shown.id === id);
    if (quote && !this.#host.dispatchEvent(new MarketTickerSelectEvent(quote, event))) event.preventDefault();
  };

  readonly handlers: StripHandlers = {
    onToggle: this.#toggle,
    onMove: this.#move,
    onStep: (direction) => this.#row.go(direction),
    onKey: this.#press,
    onSelect: this.#select,
  };

  /** Takes over the playback preference. A preference that the page has deleted from the storage is kept. */
  readonly #applyPreference = (): void => {
    const preference = playbackPreference();
    if (!preference || preference === this.#preference) return;
    this.#preference = preference;
    if (preference.endsWith('move')) this.#row.ignoreReducedMotion = true;
    this.#renderNow();
  };
}
