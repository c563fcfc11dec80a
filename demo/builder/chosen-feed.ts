import type { Quote } from 'market-ticker/feed.js';
import { load, type Loaded } from './load-json.js';
import type { Page } from './page.js';
import { read } from './suggest-readings.js';

/** The feed that is chosen, read once, for the list of what can be shown. */
export class ChosenFeed {
  readonly #page: Page;
  #asked = '';
  #request: AbortController | undefined;
  #loaded: Loaded | undefined;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Asks again where another feed has been chosen. */
  follow(): void {
    const { src, sample, credentials } = this.#page.state;
    const asked = JSON.stringify([src, sample, credentials]);
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#request?.abort();
    this.#request = new AbortController();
    this.#loaded = sample ? { payload: JSON.parse(sample) as unknown } : undefined;
    if (sample || !src) return;
    load(src, credentials, this.#request.signal).then(
      (loaded) => {
        this.#loaded = loaded;
        this.#page.changed();
      },
      () => undefined, // another has been chosen
    );
  }

  get failure() {
    return this.#loaded && 'failure' in this.#loaded ? this.#loaded.failure : undefined;
  }

  /** There is an answer, and nothing in it that this shape can show. */
  get isUnread(): boolean {
    return !!this.#loaded && 'payload' in this.#loaded && !this.quotes.length;
  }

  /** What is in it, in its order. */
  get quotes(): readonly Quote[] {
    const { adapter, paths } = this.#page.state;
    return this.#loaded && 'payload' in this.#loaded ? read(this.#loaded.payload, adapter, paths).quotes : [];
  }
}

/** The name of an item in a language. */
export function nameOf({ name, id }: Quote, language: string): string {
  if (typeof name === 'string') return name;
  return name[language] ?? name.en ?? Object.values(name)[0] ?? id;
}
