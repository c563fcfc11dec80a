import { html, nothing, type TemplateResult } from 'lit';
import type { ChosenFeed } from './chosen-feed.js';
import { areaField, choiceField, colourField, forgetTyped, rangeField, textField } from './form-fields.js';
import type { LoadFailure } from './load-json.js';
import type { Page } from './page.js';
import type { Stages } from './stages.js';
import { COLOUR_NAMES, dark, DEMO_FEED, isTooLongForLink, type ColourName, type Key, type State } from './state.js';
import type { Words } from './messages.js';

/** Why a feed can't be read, in a sentence. */
export const failureText = (failure: LoadFailure, { failure: words }: Words): string =>
  failure.kind === 'http' ? words.http(failure.status) : words[failure.kind];

/** An address is to take the place of a pasted feed, of the same shape: the adapter and the mapping stay. The demo's is of another. */
const withoutSample = ({ src }: State): Partial<State> => ({ sample: '', src: src === DEMO_FEED ? '' : src });

export function feedSettings(page: Page, feed: ChosenFeed): TemplateResult {
  const { words, state } = page;
  const { invalid } = words;
  return html`<fieldset class="group">
    <legend>${words.feed}</legend>
    ${
      state.sample
        ? html`<p class="notice">
            ${words.sampleInUse} ${isTooLongForLink(state) ? words.sampleLong : nothing}
            <button type="button" @click=${() => page.commit(withoutSample(state))}>${words.dropSample}</button>
          </p>`
        : [
            textField(page, 'src', {
              label: words.src,
              hint: state.src === DEMO_FEED ? `${words.srcHint} ${words.srcDemo}` : words.srcHint,
              wrong: invalid.address,
              type: 'url',
            }),
          ]
    }
    <p class="wrong" role="status">
      ${feed.failure ? failureText(feed.failure, words) : feed.isUnread ? words.failure.unread : nothing}
    </p>
    ${choiceField(page, 'adapter', words.adapter, words.adapters)}
    ${
      state.adapter === 'canonical'
        ? nothing
        : areaField(page, 'paths', { label: words.paths, hint: words.pathsHint, wrong: invalid.mapping })
    }
    <details ?open=${!!state.stream || !!state.interval}>
      <summary>${words.delivery}</summary>
      ${textField(page, 'stream', { label: words.stream, hint: words.streamHint, wrong: invalid.address, type: 'url' })}
      ${textField(page, 'interval', {
        label: words.interval,
        hint: words.intervalHint,
        type: 'number',
        least: 0,
        most: 86_400,
      })}
      ${choiceField(page, 'share', words.share, words.shares)}
      ${choiceField(page, 'credentials', words.credentials, words.credentialsOf)}
    </details>
  </fieldset>`;
}

export function lookSettings(page: Page): TemplateResult {
  const { words, state } = page;
  const px = (key: Key, label: string, least: number, most: number): TemplateResult =>
    textField(page, key, { label, type: 'number', least, most });
  return html`<fieldset class="group">
    <legend>${words.look}</legend>
    ${choiceField(page, 'layout', words.layout, words.layouts)}
    ${state.layout === 'scroll' ? rangeField(page, 'speed', words.speed, 10, 240, words.speedUnit) : nothing}
    ${choiceField(page, 'lang', words.lang, words.langs)} ${choiceField(page, 'palette', words.palette, words.palettes)}
    <div class="row-of-fields">
      ${px('size', words.size, 8, 48)} ${px('height', words.height, 24, 160)} ${px('gap', words.gap, 4, 160)}
    </div>
    ${textField(page, 'label', { label: words.label, hint: words.labelHint })}
    ${textField(page, 'end', { label: words.end, hint: words.endHint })}
    ${
      state.end
        ? textField(page, 'href', {
            label: words.href,
            wrong: words.invalid.address,
            type: 'url',
            placeholder: '/markets',
          })
        : nothing
    }
  </fieldset>`;
}

const FIRST: readonly ColourName[] = ['background', 'color', 'up', 'down'];

export function colourSettings(page: Page, stages: Stages): TemplateResult {
  const { words, state } = page;
  const field = (name: ColourName): TemplateResult => {
    const seen = (scheme: 'light' | 'dark'): string => {
      const colours = stages.colours(scheme);
      const like = { background: 'background', color: 'text', flat: 'muted', focus: 'text' } as const;
      return colours?.[(like as Partial<Record<ColourName, keyof typeof colours>>)[name] ?? (name as 'up')] ?? '';
    };
    return colourField(page, name, [seen('light'), seen('dark')]);
  };
  const rest = COLOUR_NAMES.filter((name) => !FIRST.includes(name));
  const none = Object.fromEntries(
    COLOUR_NAMES.flatMap((name) => [name, dark(name)]).map((key) => [key, '']),
  ) as Partial<State>;
  const through = state.background === 'transparent';
  return html`<fieldset class="group">
    <legend>${words.colours}</legend>
    <p class="hint">${words.coloursHint}</p>
    <div class="colour-heads" aria-hidden="true">
      <span></span><span>${words.schemes.light}</span><span>${words.schemes.dark}</span>
    </div>
    ${FIRST.map(field)}
    <label class="check">
      <input
        type="checkbox"
        autocomplete="off"
        .checked=${through}
        @change=${() => page.commit({ background: through ? '' : 'transparent', 'background-dark': '' })}
      />
      ${words.through}
    </label>
    <details ?open=${rest.some((name) => state[name])}>
      <summary>${words.moreColours}</summary>
      ${rest.map(field)}
    </details>
    <p class="tools">
      <button
        type="button"
        ?disabled=${COLOUR_NAMES.every((name) => !state[name])}
        @click=${() => {
          forgetTyped();
          page.commit(none);
        }}
      >
        ${words.allColours}
      </button>
    </p>
  </fieldset>`;
}
