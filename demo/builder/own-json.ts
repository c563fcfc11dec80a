import { discardDrafts } from './form-fields.js';
import { MAX_CHARACTERS, loadJson } from './load-json.js';
import { adapterPatch } from './mappings.js';
import type { Page } from './page.js';
import { failureText } from './settings.js';
import { DEFAULTS, DEMO_FEED, isMapping } from './state.js';
import { readWith, suggestReadings, type Reading } from './suggest-readings.js';
import { restoreVisit, saveOnLeaving } from './visit.js';

/** A mapping while it is edited. */
interface Edited {
  /** The last valid mapping. */
  readonly paths: string;
  /** The text in the field, which may be unfinished. */
  readonly draft: string;
}

/** What is kept while the browser reloads the page, or shows another one. */
interface Visit extends Edited {
  readonly text: string;
  readonly adapter: string;
}

const hasPrice = ({ feed }: Reading): boolean => feed.quotes.some(({ price }) => price !== null);

/**
 * The publisher's own JSON, and the way to read it. A mapping that the publisher has edited or chosen is never replaced by a
 * suggestion, as long as it finds a price.
 */
export class OwnJson {
  readonly #page: Page;
  text = '';
  isLoading = false;
  /** Returns the error message; a function, because the language of the page can change. */
  failure: (() => string) | undefined;
  /** The suggested readings, the best first: one for each adapter that finds a price. */
  readings: readonly Reading[] = [];
  /** The reading that is shown, with the edited mapping; undefined until some JSON has been read. */
  reading: Reading | undefined;
  draft = '';
  #request: AbortController | undefined;
  /** The payload and its address; the address is empty for pasted JSON. */
  #source: { readonly payload: unknown; readonly address: string } | undefined;
  /** Edited mappings by adapter. */
  readonly #edited = new Map<string, Edited>();
  /** The adapter and mapping that the publisher has decided on. */
  #own: { readonly adapter: string; readonly paths: string } | undefined;
  /** The adapter and mapping that the settings had last. */
  #followed: readonly [adapter: string, paths: string];

  constructor(page: Page) {
    this.#page = page;
    const { adapter, paths, sample } = page.state;
    this.#followed = [adapter, paths];
    this.text = sample;
    if (adapter !== DEFAULTS.adapter) this.#own = { adapter, paths };
    saveOnLeaving(() => {
      const { text, reading, draft } = this;
      return reading && { text, adapter: reading.adapter, paths: reading.paths, draft };
    });
  }

  /** Reads the JSON that the link has, or that was here when the page was left. */
  restore(): void {
    const visit = restoreVisit() as Visit | undefined;
    if (visit) {
      this.text = visit.text;
      this.#own = visit;
      this.#edited.set(visit.adapter, visit);
    }
    if (this.text) void this.read();
  }

  /** Takes over the adapter and the mapping if the settings or the history have changed those of the feed that is shown here. */
  follow(): void {
    const { adapter, paths } = this.#page.state;
    if (this.#followed[0] === adapter && this.#followed[1] === paths) return;
    this.#followed = [adapter, paths];
    if (this.#source && !this.#isSameFeed) return;
    this.#own = { adapter, paths };
    if (!this.reading || (adapter === this.reading.adapter && paths === this.reading.paths)) return;
    this.#edited.set(adapter, { paths, draft: paths });
    this.reading = this.readWith(adapter, paths);
    this.draft = paths;
  }

  readWith(adapter: string, paths: string): Reading {
    return readWith(this.#source!.payload, adapter, paths);
  }

  #suggested(adapter: string): string {
    return this.readings.find((reading) => reading.adapter === adapter)?.paths ?? '';
  }

  choose(adapter: string): void {
    const { paths, draft } = this.#edited.get(adapter) ?? { paths: this.#suggested(adapter) };
    this.#own = { adapter, paths };
    this.#select(this.readWith(adapter, paths), draft);
  }

  edit(text: string): void {
    // The mapping can only be edited while a reading is shown.
    const { adapter, paths: previous } = this.reading!;
    const paths = isMapping(text) ? text : previous;
    this.#own = { adapter, paths };
    this.#edited.set(adapter, { paths, draft: text });
    this.#select(this.readWith(adapter, paths), text);
  }

  /** Whether the mapping is another than the one that is suggested for its adapter. */
  get isEdited(): boolean {
    return !!this.reading && this.draft !== this.#suggested(this.reading.adapter);
  }

  restoreSuggestion(): void {
    const { adapter } = this.reading!;
    this.#edited.delete(adapter);
    this.choose(adapter);
  }

  #select(reading: Reading, draft = reading.paths): void {
    this.reading = reading;
    this.draft = draft;
    this.#page.redraw();
  }

  async read(): Promise<void> {
    this.#request?.abort();
    this.isLoading = false;
    this.#source = this.reading = this.failure = undefined;
    const text = this.text.trim();
    if (/^[[{]/.test(text)) return void this.#parse(text);
    const { signal } = (this.#request = new AbortController());
    this.isLoading = true;
    this.#page.redraw();
    try {
      // `same-origin`: cookies are only sent to this page's own origin.
      const result = await loadJson(text || 'about:blank', 'same-origin', signal);
      this.isLoading = false;
      if ('payload' in result) this.#receive(result.payload, text);
      else this.#fail(() => failureText(result.failure, this.#page.messages));
    } catch {
      // Aborted: something else is being read by now.
    }
  }

  #parse(text: string): void {
    if (text.length > MAX_CHARACTERS) return this.#fail(() => this.#page.messages.failure.size);
    try {
      this.#receive(JSON.parse(text) as unknown, '');
    } catch (error) {
      this.#fail(() => this.#page.messages.failure.parse((error as Error).message));
    }
  }

  #fail(message: () => string): void {
    this.failure = message;
    this.#page.redraw();
  }

  #receive(payload: unknown, address: string): void {
    this.#source = { payload, address };
    const all = suggestReadings(payload);
    // Only the best reading of each adapter is kept.
    this.readings = all.filter(({ adapter }, index) => all.findIndex((other) => other.adapter === adapter) === index);
    const own = this.#own && this.readWith(this.#own.adapter, this.#own.paths);
    if (own && hasPrice(own)) {
      const edited = this.#edited.get(own.adapter);
      return this.#select(own, edited?.paths === own.paths ? edited.draft : own.paths);
    }
    if (!this.readings[0]) this.failure = () => this.#page.messages.failure.nothing;
    this.#select(this.readings[0] ?? this.readWith('paths', '{}'));
  }

  /** The settings that name the feed. A pasted one replaces the demo's address, which answers in another shape. */
  get #feedPatch() {
    const { payload, address } = this.#source!;
    const { src } = this.#page.state;
    return { src: address || (src === DEMO_FEED ? '' : src), sample: address ? '' : JSON.stringify(payload) };
  }

  get #isSameFeed(): boolean {
    const { state } = this.#page;
    const { src, sample } = this.#feedPatch;
    return state.sample === sample && (!!sample || state.src === src);
  }

  /** Whether the strip and the code have this feed, read in this way. */
  get isInUse(): boolean {
    const { adapter, paths } = this.#page.state;
    return !!this.reading && this.#isSameFeed && adapter === this.reading.adapter && paths === this.reading.paths;
  }

  /** Whether something has been read that the strip and the code don't have. */
  get isUnused(): boolean {
    return !!this.reading?.feed.quotes.length && !this.isInUse;
  }

  readonly use = (): void => {
    const { state } = this.#page;
    const { adapter, paths } = this.reading!;
    // Invalid drafts of these settings are replaced, too.
    discardDrafts(['src', 'paths']);
    // The chosen symbols belong to the previous feed; the strip would show dashes for them.
    const symbols = this.#isSameFeed ? {} : { symbols: '' };
    this.#page.commit({ ...this.#feedPatch, ...adapterPatch(state, adapter, paths), ...symbols });
  };
}
