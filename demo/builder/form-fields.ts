import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { toHex } from './colour.js';
import type { Page } from './page.js';
import { isAllowed, darkKey, DEFAULTS, type ColourName, type Key, type State } from './state.js';

/** What stands in a field as it was typed, while it is typed, or where it may not be taken over. */
const drafts = new Map<Key, string>();

const isInvalid = (key: Key): boolean => drafts.has(key) && !isAllowed(key, drafts.get(key)!.trim());

/** What was typed is forgotten, in some fields or in all, as when another state has come. */
export const discardDrafts = (...keys: readonly Key[]): void =>
  (keys.length ? keys : [...drafts.keys()]).forEach((key) => drafts.delete(key));

const ADDRESSES: ReadonlySet<Key> = new Set(['src', 'stream', 'href', 'cdn']);

/** What a field takes over, and with it whatever goes along. */
const inputListeners = (page: Page, key: Key, also: (text: string) => Partial<State> = () => ({})) => {
  const listener =
    (settled: boolean) =>
    ({ target }: Event): void => {
      const { value } = target as HTMLInputElement;
      drafts.set(key, value);
      // Half an address is another address, and would be asked for.
      if (ADDRESSES.has(key) && !settled) return;
      if (isInvalid(key)) return page.redraw();
      if (settled) drafts.delete(key);
      const text = value.trim();
      const patch = { ...also(text), [key]: text };
      if (settled) page.commit(patch);
      else page.preview(patch);
    };
  return { onInput: listener(false), onChange: listener(true) };
};

interface FieldOptions {
  readonly label: string;
  readonly hint?: string | undefined;
  /** Said where what is typed is not allowed. */
  readonly error?: string;
  readonly type?: 'url' | 'text' | 'number';
  readonly min?: number;
  readonly max?: number;
  /** Shown while nothing is typed. */
  readonly placeholder?: string;
}

const notes = (key: Key, hint: string | undefined, wrong: string | undefined): TemplateResult =>
  html`${hint ? html`<p class="hint" id="${key}-hint">${hint}</p>` : nothing}
    <p class="wrong" id="${key}-wrong" role="status">${isInvalid(key) ? wrong : nothing}</p>`;

const describedBy = (key: Key, hint: string | undefined): string => `${hint ? `${key}-hint ` : ''}${key}-wrong`;

/** One line of text, an address or a number. */
export function textField(page: Page, key: Key, told: FieldOptions): TemplateResult {
  const { label, hint, error, type: kind = 'text', min, max, placeholder } = told;
  const { onInput, onChange } = inputListeners(page, key);
  // A number is no `type="number"`: those swallow what they don't take, and nobody is told why.
  return html`<div class="field ${kind}">
    <label for=${key}>${label}</label>
    <input
      id=${key}
      type="text"
      inputmode=${kind === 'number' ? 'numeric' : kind === 'url' ? 'url' : nothing}
      autocomplete="off"
      spellcheck="false"
      placeholder=${placeholder ?? nothing}
      aria-describedby=${describedBy(key, hint)}
      aria-invalid=${isInvalid(key) ? 'true' : nothing}
      .value=${live(drafts.get(key) ?? page.state[key])}
      @input=${onInput}
      @change=${onChange}
    />
    ${notes(key, hint, error ?? page.messages.invalid.number(min ?? 0, max ?? 0))}
  </div>`;
}

/** A text of several lines. */
export function areaField(page: Page, key: Key, { label, hint, error }: FieldOptions): TemplateResult {
  const { onInput, onChange } = inputListeners(page, key);
  return html`<div class="field">
    <label for=${key}>${label}</label>
    <textarea
      id=${key}
      rows="6"
      spellcheck="false"
      autocomplete="off"
      aria-describedby=${describedBy(key, hint)}
      aria-invalid=${isInvalid(key) ? 'true' : nothing}
      .value=${live(drafts.get(key) ?? page.state[key])}
      @input=${onInput}
      @change=${onChange}
    ></textarea>
    ${notes(key, hint, error)}
  </div>`;
}

/** One of a few. */
export function choiceField(
  page: Page,
  key: Key,
  label: string,
  options: Readonly<Record<string, string>>,
): TemplateResult {
  return html`<div class="field">
    <label for=${key}>${label}</label>
    <select id=${key} autocomplete="off" .value=${live(page.state[key])} @change=${inputListeners(page, key).onChange}>
      ${Object.entries(options).map(
        ([value, text]) => html`<option value=${value} ?selected=${value === page.state[key]}>${text}</option>`,
      )}
    </select>
  </div>`;
}

/** A number on a scale. */
export function rangeField(
  page: Page,
  key: Key,
  label: string,
  least: number,
  most: number,
  unit: (value: string) => string,
): TemplateResult {
  const { onInput, onChange } = inputListeners(page, key);
  const value = page.state[key];
  return html`<div class="field range">
    <label for=${key}>${label}</label>
    <output for=${key}>${unit(value)}</output>
    <input
      id=${key}
      type="range"
      min=${least}
      max=${most}
      step="5"
      autocomplete="off"
      aria-valuetext=${unit(value)}
      .value=${live(value)}
      @input=${onInput}
      @change=${onChange}
    />
  </div>`;
}

/** A colour by two ways: the browser's own picker, and any notation of CSS. */
function colourInput(
  page: Page,
  key: Key,
  label: string,
  seen: string,
  placeholder: string,
  also?: (text: string) => Partial<State>,
): TemplateResult {
  const value = page.state[key];
  const { onInput, onChange } = inputListeners(page, key, also);
  return html`<span class="colour">
    <input
      type="color"
      autocomplete="off"
      aria-label=${page.messages.pick(label)}
      .value=${live(toHex(value || seen))}
      @input=${onInput}
      @change=${onChange}
    />
    <input
      type="text"
      id=${key}
      autocomplete="off"
      spellcheck="false"
      aria-label=${label}
      placeholder=${placeholder}
      aria-invalid=${isInvalid(key) ? 'true' : nothing}
      aria-describedby="${key}-wrong"
      .value=${live(drafts.get(key) ?? value)}
      @input=${onInput}
      @change=${onChange}
    />
  </span>`;
}

/**
 * A colour, and another for dark pages. Given one for dark pages alone, the other becomes what is seen on a light one: a
 * custom property has both or none.
 *
 * @param seen the colours that the live elements have, light and dark
 */
export function colourField(page: Page, name: ColourName, seen: readonly [string, string]): TemplateResult {
  const { state, messages } = page;
  const label = messages.colour[name];
  const first = state[name];
  const both = (text: string): Partial<State> => (state[name] || !text ? {} : { [name]: toHex(seen[0]) });
  const none = (text: string): Partial<State> => (text ? {} : { [darkKey(name)]: '' });
  const wrong = [name, darkKey(name)].map(
    (key) =>
      html`<p class="wrong" id="${key}-wrong" role="status">${isInvalid(key) ? messages.invalid.colour : nothing}</p>`,
  );
  return html`<div class="field colours" role="group" aria-label=${label}>
    <span class="name" aria-hidden="true">${label}</span>
    ${colourInput(page, name, label, seen[0], messages.own, none)}
    ${colourInput(page, darkKey(name), messages.onDark(label), first || seen[1], first ? messages.same : messages.own, both)}
    ${wrong}
  </div>`;
}

/** The ground of the publisher's own page; it always has one. */
export function pageBackgroundField(page: Page): TemplateResult {
  const { messages } = page;
  return html`<div class="field ground">
    <label for="ground">${messages.ground}</label>
    ${colourInput(page, 'ground', messages.ground, DEFAULTS.ground, '')}
    <p class="wrong" id="ground-wrong" role="status">${isInvalid('ground') ? messages.invalid.colour : nothing}</p>
  </div>`;
}
