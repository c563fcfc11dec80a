import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ChosenFeed } from './chosen-feed.js';
import { areaField, choiceField, colourField, discardDrafts, rangeField, textField } from './form-fields.js';
import type { LoadFailure } from './load-json.js';
import { adapterPatch } from './mappings.js';
import type { Messages } from './messages-type.js';
import type { Page } from './page.js';
import type { Stages } from './stages.js';
import {
  COLOUR_NAMES,
  darkKey,
  DEMO_FEED,
  hasEffect,
  isTooLongForLink,
  type ColourName,
  type Key,
  type State,
} from './state.js';

/** Returns the message for a failed request. */
export const failureText = (failure: LoadFailure, { failure: texts }: Messages): string =>
  failure.kind === 'http' ? texts.http(failure.status) : texts[failure.kind];

/**
 * Returns the change that replaces a pasted feed by an address. Adapter and mapping stay, for an address with the same shape. The
 * demo's own address is cleared, because its feed has another shape.
 */
const dropSample = ({ src }: State): Partial<State> => ({ sample: '', src: src === DEMO_FEED ? '' : src });

export function feedSettings(page: Page, feed: ChosenFeed): TemplateResult {
  const { messages, state } = page;
  const { invalid } = messages;
  return html`<fieldset class="group">
    <legend>${messages.feed}</legend>
    ${
      state.sample
        ? html`<p class="notice">
            ${messages.sampleInUse} ${isTooLongForLink(state) ? messages.sampleLong : nothing}
            <button type="button" @click=${() => page.commit(dropSample(state))}>${messages.dropSample}</button>
          </p>`
        : [
            textField(page, 'src', {
              label: messages.src,
              hint: state.src === DEMO_FEED ? `${messages.srcHint} ${messages.srcDemo}` : messages.srcHint,
              error: invalid.address,
              type: 'url',
            }),
          ]
    }
    <p class="wrong" role="status">
      ${feed.failure ? failureText(feed.failure, messages) : feed.isUnread ? messages.failure.unread : nothing}
    </p>
    ${choiceField(page, 'adapter', messages.adapter, messages.adapters, (adapter) => adapterPatch(state, adapter))}
    ${
      state.adapter === 'canonical'
        ? nothing
        : areaField(page, 'paths', { label: messages.paths, hint: messages.pathsHint, error: invalid.mapping })
    }
    <details ?open=${!!state.stream || !!state.interval}>
      <summary>${messages.delivery}</summary>
      ${textField(page, 'stream', { label: messages.stream, hint: messages.streamHint, error: invalid.address, type: 'url' })}
      ${textField(page, 'interval', {
        label: messages.interval,
        hint: messages.intervalHint,
        type: 'number',
        min: 0,
        max: 86_400,
      })}
      ${choiceField(page, 'share', messages.share, messages.shares)}
      ${choiceField(page, 'credentials', messages.credentials, messages.credentialsOf)}
    </details>
  </fieldset>`;
}

export function lookSettings(page: Page): TemplateResult {
  const { messages, state } = page;
  const px = (key: Key, label: string, min: number, max: number): TemplateResult =>
    textField(page, key, { label, type: 'number', min, max });
  return html`<fieldset class="group">
    <legend>${messages.look}</legend>
    ${choiceField(page, 'layout', messages.layout, messages.layouts)}
    ${hasEffect('lines', state) ? choiceField(page, 'lines', messages.lines, messages.linesOf) : nothing}
    ${hasEffect('speed', state) ? rangeField(page, 'speed', messages.speed, 10, 240, 5, messages.speedUnit) : nothing}
    ${hasEffect('dwell', state) ? rangeField(page, 'dwell', messages.dwell, 2, 60, 1, messages.dwellUnit) : nothing}
    ${choiceField(page, 'lang', messages.lang, messages.langs)}
    ${choiceField(page, 'palette', messages.palette, messages.palettes)}
    <div class="row-of-fields">
      ${px('size', messages.size, 8, 48)} ${px('height', messages.height, 24, 160)} ${px('gap', messages.gap, 4, 160)}
    </div>
    ${textField(page, 'label', { label: messages.label, hint: messages.labelHint })}
    <div class="row-of-fields" role="group" aria-label=${messages.link}>
      ${textField(page, 'end', { label: messages.end })}
      ${textField(page, 'href', {
        label: messages.href,
        error: messages.invalid.address,
        type: 'url',
        placeholder: '/markets',
      })}
    </div>
  </fieldset>`;
}

const MAIN_COLOURS: readonly ColourName[] = ['color', 'up', 'down'];

export function colourSettings(page: Page, stages: Stages): TemplateResult {
  const { messages, state } = page;
  const field = (name: ColourName): TemplateResult => {
    const currentColour = (scheme: 'light' | 'dark'): string => {
      const colours = stages.colours(scheme);
      const similar = { background: 'background', color: 'text', flat: 'muted', focus: 'text' } as const;
      return colours?.[(similar as Partial<Record<ColourName, keyof typeof colours>>)[name] ?? (name as 'up')] ?? '';
    };
    return colourField(page, name, [currentColour('light'), currentColour('dark')]);
  };
  const rest = COLOUR_NAMES.filter((name) => name !== 'background' && !MAIN_COLOURS.includes(name));
  const keys = COLOUR_NAMES.flatMap((name) => [name, darkKey(name)]);
  const isTransparent = state.background === 'transparent';
  return html`<fieldset class="group">
    <legend>${messages.colours}</legend>
    <p class="hint">${messages.coloursHint}</p>
    <div class="colour-heads" aria-hidden="true">
      <span></span><span>${messages.schemes.light}</span><span>${messages.schemes.dark}</span>
    </div>
    ${field('background')}
    <label class="check">
      <input
        type="checkbox"
        autocomplete="off"
        .checked=${live(isTransparent)}
        @change=${() => page.commit({ background: isTransparent ? '' : 'transparent', 'background-dark': '' })}
      />
      ${messages.transparent}
    </label>
    ${MAIN_COLOURS.map(field)}
    <details ?open=${rest.some((name) => state[name])}>
      <summary>${messages.moreColours}</summary>
      ${rest.map(field)}
    </details>
    <p class="tools">
      <button
        type="button"
        ?disabled=${COLOUR_NAMES.every((name) => !state[name])}
        @click=${() => {
          discardDrafts(keys);
          page.commit(Object.fromEntries(keys.map((key) => [key, ''])));
        }}
      >
        ${messages.allColours}
      </button>
    </p>
  </fieldset>`;
}
