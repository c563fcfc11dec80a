import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { toHex } from './colour.js';
import type { Page } from './page.js';
import { allows, dark, DEFAULTS, type ColourName, type Key, type State } from './state.js';

/** What stands in a field as it was typed, while it is typed, or where it may not be taken over. */
const typed = new Map<Key, string>();

const isRefused = (key: Key): boolean => typed.has(key) && !allows(key, typed.get(key)!.trim());

/** What was typed is forgotten, in some fields or in all, as when another state has come. */
export const forgetTyped = (...keys: readonly Key[]): void =>
  (keys.length ? keys : [...typed.keys()]).forEach((key) => typed.delete(key));

const ADDRESSES: ReadonlySet<Key> = new Set(['src', 'stream', 'href', 'cdn']);

/** What a field takes over, and with it whatever goes along. */
const listeners = (page: Page, key: Key, also: (text: string) => Partial<State> = () => ({})) => {
  const hear =
    (settled: boolean) =>
    ({ target }: Event): void => {
      const { value } = target as HTMLInputElement;
      typed.set(key, value);
      // Half an address is another address, and would be asked for.
      if (ADDRESSES.has(key) && !settled) return;
      if (isRefused(key)) return page.changed();
      if (settled) typed.delete(key);
      const text = value.trim();
      const patch = { ...also(text), [key]: text };
      if (settled) page.commit(patch);
      else page.preview(patch);
    };
  return { onInput: hear(false), onChange: hear(true) };
};

interface Told {
  readonly label: string;
  readonly hint?: string | undefined;
  /** Said where what is typed is not allowed. */
  readonly wrong?: string;
  readonly type?: 'url' | 'text' | 'number';
  readonly least?: number;
  readonly most?: number;
  /** Shown while nothing is typed. */
  readonly placeholder?: string;
}

const notes = (key: Key, hint: string | undefined, wrong: string | undefined): TemplateResult =>
  html`${hint ? html`<p class="hint" id="${key}-hint">${hint}</p>` : nothing}
    <p class="wrong" id="${key}-wrong" role="status">${isRefused(key) ? wrong : nothing}</p>`;

const described = (key: Key, hint: string | undefined): string => `${hint ? `${key}-hint ` : ''}${key}-wrong`;

/** One line of text, an address or a number. */
export function textField(page: Page, key: Key, told: Told): TemplateResult {
  const { label, hint, wrong, type: kind = 'text', least, most, placeholder } = told;
  const { onInput, onChange } = listeners(page, key);
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
      aria-describedby=${described(key, hint)}
      aria-invalid=${isRefused(key) ? 'true' : nothing}
      .value=${live(typed.get(key) ?? page.state[key])}
      @input=${onInput}
      @change=${onChange}
    />
    ${notes(key, hint, wrong ?? page.words.invalid.number(least ?? 0, most ?? 0))}
  </div>`;
}

/** A text of several lines. */
export function areaField(page: Page, key: Key, { label, hint, wrong }: Told): TemplateResult {
  const { onInput, onChange } = listeners(page, key);
  return html`<div class="field">
    <label for=${key}>${label}</label>
    <textarea
      id=${key}
      rows="6"
      spellcheck="false"
      autocomplete="off"
      aria-describedby=${described(key, hint)}
      aria-invalid=${isRefused(key) ? 'true' : nothing}
      .value=${live(typed.get(key) ?? page.state[key])}
      @input=${onInput}
      @change=${onChange}
    ></textarea>
    ${notes(key, hint, wrong)}
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
    <select id=${key} autocomplete="off" .value=${live(page.state[key])} @change=${listeners(page, key).onChange}>
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
  const { onInput, onChange } = listeners(page, key);
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
  const { onInput, onChange } = listeners(page, key, also);
  return html`<span class="colour">
    <input
      type="color"
      autocomplete="off"
      aria-label=${page.words.pick(label)}
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
      aria-invalid=${isRefused(key) ? 'true' : nothing}
      aria-describedby="${key}-wrong"
      .value=${live(typed.get(key) ?? value)}
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
  const { state, words } = page;
  const label = words.colour[name];
  const first = state[name];
  const both = (text: string): Partial<State> => (state[name] || !text ? {} : { [name]: toHex(seen[0]) });
  const none = (text: string): Partial<State> => (text ? {} : { [dark(name)]: '' });
  const wrong = [name, dark(name)].map(
    (key) =>
      html`<p class="wrong" id="${key}-wrong" role="status">${isRefused(key) ? words.invalid.colour : nothing}</p>`,
  );
  return html`<div class="field colours" role="group" aria-label=${label}>
    <span class="name" aria-hidden="true">${label}</span>
    ${colourInput(page, name, label, seen[0], words.own, none)}
    ${colourInput(page, dark(name), words.onDark(label), first || seen[1], first ? words.same : words.own, both)}
    ${wrong}
  </div>`;
}

/** The ground of the publisher's own page; it always has one. */
export function groundField(page: Page): TemplateResult {
  const { words } = page;
  return html`<div class="field ground">
    <label for="ground">${words.ground}</label>
    ${colourInput(page, 'ground', words.ground, DEFAULTS.ground, '')}
    <p class="wrong" id="ground-wrong" role="status">${isRefused('ground') ? words.invalid.colour : nothing}</p>
  </div>`;
}
