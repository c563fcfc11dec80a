import type { Quote } from 'market-ticker/feed.js';
import { loadJson, type LoadResult } from './load-json.js';
import type { Page } from './page.js';
import { parsePayload } from './suggest-readings.js';

/** The feed that is chosen, read once, for the list of what can be shown. */
export class ChosenFeed {
  readonly #page: Page;
  #requestedKey = '';
  #request: AbortController | undefined;
  #result: LoadResult | undefined;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Asks again where another feed has been chosen. */
  update(): void {
    const { src, sample, credentials } = this.#page.state;
    const asked = JSON.stringify([src, sample, credentials]);
    if (asked === this.#requestedKey) return;
    this.#requestedKey = asked;
    this.#request?.abort();
    this.#request = new AbortController();
    this.#result = sample ? { payload: JSON.parse(sample) as unknown } : undefined;
    if (sample || !src) return;
    loadJson(src, credentials, this.#request.signal).then(
      (loaded) => {
        this.#result = loaded;
        this.#page.redraw();
      },
      () => undefined, // another has been chosen
    );
  }

  get failure() {
    return this.#result && 'failure' in this.#result ? this.#result.failure : undefined;
  }

  /** There is an answer, and nothing in it that this shape can show. */
  get isUnread(): boolean {
    return !!this.#result && 'payload' in this.#result && !this.quotes.length;
  }

  /** What is in it, in its order. */
  get quotes(): readonly Quote[] {
    const { adapter, paths } = this.#page.state;
    return this.#result && 'payload' in this.#result ? parsePayload(this.#result.payload, adapter, paths).quotes : [];
  }
}

/** The name of an item in a language. */
export function quoteName({ name, id }: Quote, language: string): string {
  if (typeof name === 'string') return name;
  return name[language] ?? name.en ?? Object.values(name)[0] ?? id;
}
