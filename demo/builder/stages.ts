import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { keyed } from 'lit/directives/keyed.js';
import { formatRatio, MIN_CONTRAST } from './colour.js';
import { setStyle } from './set-style.js';
import { choiceField, pageBackgroundField } from './form-fields.js';
import { RISE_AND_FALL, measureContrast, TEXT_COLOURS, type ContrastMeasurement } from './measure-contrast.js';
import { declarations } from './markup.js';
import type { Page } from './page.js';
import { DEFAULTS, DEMO_FEED, demoFeedIn, type Key, type Scheme } from './state.js';

type StageName = Scheme | 'own' | 'phone';
/** The stages on which the contrast is measured. On the phone it is that of the light page. */
const MEASURED: readonly StageName[] = ['light', 'dark', 'own'];

/** The usual backgrounds of light and dark pages. */
const PAGE_BACKGROUNDS = { light: '#ffffff', dark: '#121212', phone: '#ffffff' };

/** Whether this page itself is read on a phone, where the strip on a phone comes first. */
const ON_PHONE = matchMedia('(width < 40rem)');

/** System settings that change the colours of the strip. With forced colours they cannot be measured. */
const FORCED_COLOURS = matchMedia('(forced-colors: active)');
const MORE_CONTRAST = matchMedia('(prefers-contrast: more)');

/** Scrolls by script, because a link would replace the state in the address. */
function goToCode(): void {
  document.querySelector('.paste')!.scrollIntoView();
  document.querySelector<HTMLElement>('[role="tab"][tabindex="0"]')!.focus({ preventScroll: true });
}

/** The live strip on four stages (a light page, a dark page, the publisher's own, and a phone), with its contrast on each page. */
export class Stages {
  readonly #page: Page;
  #measurements: Partial<Record<StageName, ContrastMeasurement>> = {};
  #sample: readonly [text: string, payload: unknown] = ['', null];

  constructor(page: Page) {
    this.#page = page;
    for (const setting of [FORCED_COLOURS, MORE_CONTRAST, ON_PHONE])
      setting.addEventListener('change', () => page.redraw());
  }

  /** Returns the colours of the strip on the light or the dark stage; undefined until they have been measured. */
  colours(scheme: Scheme): ContrastMeasurement['colours'] | undefined {
    return this.#measurements[scheme]?.colours;
  }

  template(): TemplateResult {
    const { messages } = this.#page;
    return html`<section class="stages" aria-labelledby="stages-title">
      <h2 id="stages-title">${messages.stages}</h2>
      ${FORCED_COLOURS.matches ? html`<p class="notice">${messages.forced}</p>` : nothing}
      ${(ON_PHONE.matches ? ['phone' as const, ...MEASURED] : [...MEASURED, 'phone' as const]).map((name) => this.#stage(name))}
      <p class="tools"><button type="button" class="main" @click=${goToCode}>${messages.toCode}</button></p>
    </section>`;
  }

  #stage(name: StageName): TemplateResult {
    const page = this.#page;
    const { messages, state } = page;
    return html`<section class="stage-frame" aria-labelledby="stage-${name}">
      <h3 id="stage-${name}">${messages.stage[name]}</h3>
      ${
        name === 'own'
          ? html`<div class="ground-tools">
              ${pageBackgroundField(page)} ${choiceField(page, 'scheme', messages.scheme, messages.schemes)}
            </div>`
          : nothing
      }
      <div class="stage scheme-${name === 'own' ? state.scheme : name === 'phone' ? 'light' : name}" data-stage=${name}>
        ${this.#strip()} ${name === 'phone' ? nothing : this.#probe()}
      </div>
      ${name === 'phone' ? nothing : this.#contrastView(name)}
    </section>`;
  }

  #strip(): TemplateResult {
    const { state, language } = this.#page;
    const { sample, adapter, paths, end, href } = state;
    const src = state.src === DEMO_FEED ? demoFeedIn(language) : state.src;
    const set = (key: Key) => (state[key] !== DEFAULTS[key] ? state[key] : nothing);
    const payload = this.#parseSample(sample);
    // Another feed gets a new element, so that nothing of the previous feed is left in it. Lit sets an object again at
    // each rendering, unless it is guarded.
    return html`${keyed(
      JSON.stringify([src, sample, adapter, paths]),
      html`<market-ticker
        src=${sample ? nothing : src || nothing}
        .data=${guard([sample], () => (sample ? payload : null))}
        stream=${set('stream')}
        interval=${set('interval')}
        symbols=${set('symbols')}
        adapter=${set('adapter')}
        paths=${set('paths')}
        layout=${set('layout')}
        lines=${set('lines')}
        dwell=${set('dwell')}
        speed=${set('speed')}
        fields=${set('fields')}
        signs=${set('signs')}
        time-zone=${set('time-zone')}
        palette=${set('palette')}
        share=${set('share')}
        credentials=${set('credentials')}
        label=${set('label')}
        lang=${set('lang')}
        >${end ? html`<a slot="end" href=${href || '/markets'}>${end}</a>` : nothing}</market-ticker
      >`,
    )}`;
  }

  /** A hidden strip with a rising and a falling price, for measuring the colours. */
  #probe(): TemplateResult {
    const { palette, lang } = this.#page.state;
    return html`<market-ticker
      class="probe"
      hidden
      layout="row"
      palette=${palette}
      lang=${lang || nothing}
      .data=${guard([], () => RISE_AND_FALL)}
    ></market-ticker>`;
  }

  #parseSample(sample: string): unknown {
    if (sample && this.#sample[0] !== sample) this.#sample = [sample, JSON.parse(sample) as unknown];
    return this.#sample[1];
  }

  #contrastView(stage: StageName): TemplateResult {
    const { messages } = this.#page;
    const ratios = this.#measurements[stage]?.ratios;
    const low = TEXT_COLOURS.filter((name) => ratios && ratios[name] < MIN_CONTRAST);
    return html`<div class="figures" role="group" aria-label=${messages.contrast(messages.stage[stage])}>
        <p aria-hidden="true">${messages.contrastTitle}</p>
        <dl>
          ${TEXT_COLOURS.map(
            (name) =>
              html`<div class=${low.includes(name) ? 'low' : nothing}>
                <dt>${messages.textColours[name]}</dt>
                <dd>
                  ${ratios ? formatRatio(ratios[name]) : '–'}${low.includes(name) ? html` <b>${messages.belowMinimum}</b>` : nothing}
                </dd>
              </div>`,
          )}
        </dl>
      </div>
      <p class="warning" role="status">
        ${low.map((name) => html`<span>${messages.tooLow(messages.textColours[name], formatRatio(ratios![name]))}</span> `)}
      </p>`;
  }

  /** Applies the styles to the strips and measures the contrast. To be called after each rendering of the page. */
  async afterRender(root: HTMLElement): Promise<void> {
    const { state } = this.#page;
    const stripStyle = declarations(state);
    const measured: Partial<Record<StageName, ContrastMeasurement>> = {};
    for (const stage of root.querySelectorAll<HTMLElement>('[data-stage]')) {
      const name = stage.dataset.stage as StageName;
      const background = name === 'own' ? state.ground : PAGE_BACKGROUNDS[name];
      setStyle(stage, [['background-color', background]]);
      const probe = stage.querySelector<HTMLElementTagNameMap['market-ticker']>('.probe');
      for (const strip of stage.querySelectorAll('market-ticker')) setStyle(strip, stripStyle);
      if (!probe) continue;
      await probe.updateComplete;
      if (!FORCED_COLOURS.matches) measured[name] = measureContrast(probe, background);
    }
    // After a newer state has been rendered, that rendering measures again.
    if (state !== this.#page.state || JSON.stringify(measured) === JSON.stringify(this.#measurements)) return;
    this.#measurements = measured;
    this.#page.redraw();
  }
}
