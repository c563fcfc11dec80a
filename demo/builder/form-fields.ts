import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { toHex } from './colour.js';
import type { Page } from './page.js';
import { isAllowed, darkKey, DEFAULTS, type ColourName, type Key, type State } from './state.js';

/** The text of a field while the user types, or while the text is invalid. */
const drafts = new Map<Key, string>();

const isInvalid = (key: Key): boolean => drafts.has(key) && !isAllowed(key, drafts.get(key)!.trim());

/** Discards the drafts of some fields, by default of all: the fields then show the state again. */
export const discardDrafts = (keys: readonly Key[] = [...drafts.keys()]): void =>
  keys.forEach((key) => drafts.delete(key));

const ADDRESSES: ReadonlySet<Key> = new Set(['src', 'stream', 'href', 'cdn']);

/**
 * Returns the listeners of a field: they write valid input to the state.
 *
 * @param also returns further values to set together with the input
 */
const inputListeners = (page: Page, key: Key, also: (text: string) => Partial<State> = () => ({})) => {
  const listener =
    (isFinal: boolean) =>
    ({ target }: Event): void => {
      const { value } = target as HTMLInputElement;
      drafts.set(key, value);
      // An address is applied only when it is complete; every part of it would be requested otherwise.
      if (ADDRESSES.has(key) && !isFinal) return;
      if (isInvalid(key)) return page.redraw();
      if (isFinal) drafts.delete(key);
      const text = value.trim();
      const patch = { ...also(text), [key]: text };
      if (isFinal) page.commit(patch);
      else page.preview(patch);
    };
  return { onInput: listener(false), onChange: listener(true) };
};

interface FieldOptions {
  readonly label: string;
  readonly hint?: string | undefined;
  /** Shown while the input is invalid. By default, the message about the range of a number. */
  readonly error?: string;
  readonly type?: 'url' | 'text' | 'number';
  readonly min?: number;
  readonly max?: number;
  /** Shown while the field is empty. */
  readonly placeholder?: string;
  /** Values to choose from, beside any other text. */
  readonly suggestions?: readonly string[];
}

const notes = (key: Key, hint: string | undefined, wrong: string | undefined): TemplateResult =>
  html`${hint ? html`<p class="hint" id="${key}-hint">${hint}</p>` : nothing}
    <p class="wrong" id="${key}-wrong" role="status">${isInvalid(key) ? wrong : nothing}</p>`;

const describedBy = (key: Key, hint: string | undefined): string => `${hint ? `${key}-hint ` : ''}${key}-wrong`;

/** A field for one line: a text, an address or a number. */
export function textField(page: Page, key: Key, options: FieldOptions): TemplateResult {
  const { label, hint, error, type: kind = 'text', min, max, placeholder, suggestions } = options;
  const { onInput, onChange } = inputListeners(page, key);
  // Not `type="number"`: such an input discards invalid text, so no message could say what is wrong.
  return html`<div class="field ${kind}">
    <label for=${key}>${label}</label>
    <input
      id=${key}
      type="text"
      inputmode=${kind === 'number' ? 'numeric' : kind === 'url' ? 'url' : nothing}
      autocomplete="off"
      spellcheck="false"
      placeholder=${placeholder ?? nothing}
      list=${suggestions ? `${key}-list` : nothing}
      aria-describedby=${describedBy(key, hint)}
      aria-invalid=${isInvalid(key) ? 'true' : nothing}
      .value=${live(drafts.get(key) ?? page.state[key])}
      @input=${onInput}
      @change=${onChange}
    />
    ${suggestions ? html`<datalist id="${key}-list">${suggestions.map((one) => html`<option value=${one}></option>`)}</datalist>` : nothing}
    ${notes(key, hint, error ?? page.messages.invalid.number(min ?? 0, max ?? 0))}
  </div>`;
}

/** A field for several lines of text. */
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

/**
 * A menu of options: the text of each, by value.
 *
 * @param also returns further values to set together with the chosen one
 */
export function choiceField(
  page: Page,
  key: Key,
  label: string,
  options: Readonly<Record<string, string>>,
  also?: (value: string) => Partial<State>,
): TemplateResult {
  return html`<div class="field">
    <label for=${key}>${label}</label>
    <select
      id=${key}
      autocomplete="off"
      .value=${live(page.state[key])}
      @change=${inputListeners(page, key, also).onChange}
    >
      ${Object.entries(options).map(
        ([value, text]) => html`<option value=${value} ?selected=${value === page.state[key]}>${text}</option>`,
      )}
    </select>
  </div>`;
}

/** A slider from `least` to `most`, in steps of `step`. `unit` returns the text for a value. */
export function rangeField(
  page: Page,
  key: Key,
  label: string,
  least: number,
  most: number,
  step: number,
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
      step=${step}
      autocomplete="off"
      aria-valuetext=${unit(value)}
      .value=${live(value)}
      @input=${onInput}
      @change=${onChange}
    />
  </div>`;
}

/** A colour in two inputs: the browser's picker, and a text field for any CSS notation. */
function colourInput(
  page: Page,
  key: Key,
  label: string,
  current: string,
  placeholder: string,
  also?: (text: string) => Partial<State>,
): TemplateResult {
  const value = page.state[key];
  const { onInput, onChange } = inputListeners(page, key, also);
  return html`<span class="colour">
    <input
      type="color"
      autocomplete="off"
      aria-label=${page.messages.pickColour(label)}
      .value=${live(toHex(value || current))}
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
 * A colour, and another one for dark pages. When only the colour for dark pages is given, the other one is set to the colour that
 * the strip has on a light page, because a custom property needs both.
 *
 * @param current the colours that the live strips have on a light and on a dark page
 */
export function colourField(page: Page, name: ColourName, current: readonly [string, string]): TemplateResult {
  const { state, messages } = page;
  const label = messages.colour[name];
  const first = state[name];
  const withLight = (text: string): Partial<State> => (state[name] || !text ? {} : { [name]: toHex(current[0]) });
  const withoutDark = (text: string): Partial<State> => (text ? {} : { [darkKey(name)]: '' });
  const errors = [name, darkKey(name)].map(
    (key) =>
      html`<p class="wrong" id="${key}-wrong" role="status">${isInvalid(key) ? messages.invalid.colour : nothing}</p>`,
  );
  return html`<div class="field colours" role="group" aria-label=${label}>
    <span class="name" aria-hidden="true">${label}</span>
    ${colourInput(page, name, label, current[0], messages.ownColour, withoutDark)}
    ${colourInput(page, darkKey(name), messages.onDark(label), first || current[1], first ? messages.sameColour : messages.ownColour, withLight)}
    ${errors}
  </div>`;
}

/** The background of the publisher's own page, which is never empty. */
export function pageBackgroundField(page: Page): TemplateResult {
  const { messages } = page;
  return html`<div class="field ground">
    <label for="ground">${messages.ground}</label>
    ${colourInput(page, 'ground', messages.ground, DEFAULTS.ground, '')}
    <p class="wrong" id="ground-wrong" role="status">${isInvalid('ground') ? messages.invalid.colour : nothing}</p>
  </div>`;
}
