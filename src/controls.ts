import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { choose, chosen, onChoice, type Choice } from './choice.js';
import { watchLanguage } from './language.js';

interface ControlsHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  play(): void;
  pause(): void;
}

/** What a reader asks of a strip, by its buttons and by the keyboard; and in which language. */
export class Controls implements ReactiveController {
  readonly #host: ControlsHost;
  readonly #go: (to: number) => void;
  #leave: readonly (() => void)[] = [];
  #obeyed: Choice | null = null;

  /** @param go moves the strip: by an item for ±1, to its ends for ±Infinity */
  constructor(host: ControlsHost, go: (to: number) => void) {
    this.#host = host;
    this.#go = go;
    host.addController(this);
  }

  hostConnected(): void {
    const host = this.#host;
    this.#leave = [onChoice(() => this.#obey(true)), watchLanguage(host, () => host.requestUpdate())];
    // A strip that comes later, or back, stands with the others.
    this.#obey(chosen() !== this.#obeyed);
  }

  hostDisconnected(): void {
    for (const leave of this.#leave) leave();
  }

  /** The reader's own choice, for all strips of the page. */
  toggle(playing: boolean): void {
    choose(playing ? 'pause' : 'play');
  }

  /** @returns whether the key was for the strip */
  press({ key, target, altKey, ctrlKey, metaKey, defaultPrevented }: KeyboardEvent, playing: boolean): boolean {
    const { renderRoot } = this.#host;
    const element = target as Element;
    // What a page has put into a slot has its own keys.
    if (altKey || ctrlKey || metaKey || defaultPrevented || element.getRootNode() !== renderRoot) return false;
    if (key === ' ') {
      if (element.closest('button')) return false;
      this.toggle(playing);
      return true;
    }
    const forward = this.#host.matches(':dir(rtl)') ? -1 : 1;
    const keys = new Map([
      ['ArrowRight', forward],
      ['ArrowLeft', -forward],
      ['Home', -Infinity],
      ['End', Infinity],
    ]);
    const to = keys.get(key);
    if (!to) return false;
    const links = [...renderRoot.querySelectorAll<HTMLElement>('ul:not([aria-hidden]) a')];
    const index = links.indexOf(element.closest('a')!);
    if (index < 0) this.#go(to);
    else links[Math.max(0, Math.min(links.length - 1, index + to))]!.focus();
    return true;
  }

  #obey(anew: boolean): void {
    const choice = chosen();
    if (!choice || !anew) return;
    this.#obeyed = choice;
    this.#host[choice]();
  }
}
