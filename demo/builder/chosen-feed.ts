import type { Quote } from 'market-ticker/feed.js';
import { loadJson, type LoadResult } from './load-json.js';
import type { Page } from './page.js';
import { parsePayload } from './suggest-readings.js';

/** The feed that the publisher has chosen, requested once; the list of symbols shows its items. */
export class ChosenFeed {
  readonly #page: Page;
  #requestedKey = '';
  #request: AbortController | undefined;
  #result: LoadResult | undefined;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Requests the feed if it differs from the one that was requested last. */
  update(): void {
    const { src, sample, credentials } = this.#page.state;
    const key = JSON.stringify([src, sample, credentials]);
    if (key === this.#requestedKey) return;
    this.#requestedKey = key;
    this.#request?.abort();
    this.#request = new AbortController();
    this.#result = sample ? { payload: JSON.parse(sample) as unknown } : undefined;
    if (sample || !src) return;
    loadJson(src, credentials, this.#request.signal).then(
      (result) => {
        this.#result = result;
        this.#page.redraw();
      },
      () => undefined, // aborted: another feed has been chosen
    );
  }

  get failure() {
    return this.#result && 'failure' in this.#result ? this.#result.failure : undefined;
  }

  /** Whether there is a payload in which the chosen adapter finds no quote. */
  get isUnread(): boolean {
    return !!this.#result && 'payload' in this.#result && !this.quotes.length;
  }

  /** The quotes of the feed, in its order; empty until it has arrived. */
  get quotes(): readonly Quote[] {
    const { adapter, paths } = this.#page.state;
    return this.#result && 'payload' in this.#result ? parsePayload(this.#result.payload, adapter, paths).quotes : [];
  }
}

/** Returns a quote's name in a language; else its English name, its first one, or its id. */
export function quoteName({ name, id }: Quote, language: string): string {
  if (typeof name === 'string') return name;
  return name[language] ?? name.en ?? Object.values(name)[0] ?? id;
}
