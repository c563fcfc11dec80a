import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  setPlaybackPreference,
  playbackPreference,
  onPlaybackPreference,
  type PlaybackPreference,
} from './playback-preference.js';
import { watchLanguage } from '../i18n/locale.js';
import type { MotionController } from './motion-controller.js';

interface ControlsHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  paused: boolean;
  play(): void;
}

/** What a reader asks of a strip, by its buttons and by the keyboard; and in which language. */
export class PlaybackController implements ReactiveController {
  readonly #host: ControlsHost;
  readonly #motion: MotionController;
  #leave: readonly (() => void)[] = [];
  #obeyed: PlaybackPreference | null = null;

  constructor(host: ControlsHost, motion: MotionController) {
    this.#host = host;
    this.#motion = motion;
    host.addController(this);
  }

  hostConnected(): void {
    const host = this.#host;
    this.#leave = [
      onPlaybackPreference((elsewhere) => this.#obey(!elsewhere)),
      watchLanguage(host, () => host.requestUpdate()),
    ];
    this.#obey();
  }

  hostDisconnected(): void {
    for (const leave of this.#leave) leave();
  }

  /**
   * @param space what Space does
   * @returns whether the key was for the strip
   */
  press(event: KeyboardEvent, space: PlaybackPreference): boolean {
    const { key, target, repeat, altKey, ctrlKey, metaKey, defaultPrevented } = event;
    const { renderRoot } = this.#host;
    const element = target as Element;
    // What a page has put into a slot has its own keys.
    if (altKey || ctrlKey || metaKey || defaultPrevented || element.getRootNode() !== renderRoot) return false;
    if (key === ' ') {
      if (element.closest('button')) return false;
      if (!repeat) setPlaybackPreference(space);
      return true;
    }
    const { forward } = this.#motion;
    const keys = new Map([
      ['ArrowRight', forward],
      ['ArrowLeft', -forward],
      ['Home', -Infinity],
      ['End', Infinity],
    ]);
    const to = keys.get(key);
    if (!to) return false;
    const links = [...renderRoot.querySelectorAll<HTMLElement>('ul:not([aria-hidden]) a[href]')];
    const index = links.indexOf(element.closest('a')!);
    if (index < 0) this.#motion.go(to);
    else links[Math.max(0, Math.min(links.length - 1, index + to))]!.focus();
    return true;
  }

  /** @param again also what it has obeyed; a strip that comes later, or back, stands with the others */
  #obey(again = false): void {
    const choice = playbackPreference();
    if (choice === this.#obeyed && !again) return;
    this.#obeyed = choice;
    if (choice === 'move') this.#host.play();
    else if (choice) this.#host.paused = choice === 'pause';
  }
}
