import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { formatRatio, MIN_CONTRAST } from './colour.js';
import { setStyle } from './set-style.js';
import { choiceField, pageBackgroundField } from './form-fields.js';
import { RISE_AND_FALL, measureContrast, TEXT_COLOURS, type ContrastMeasurement } from './measure-contrast.js';
import { declarations } from './markup.js';
import type { Page } from './page.js';
import { DEFAULTS, type Key, type Scheme } from './state.js';

type StageName = Scheme | 'own';
const STAGES: readonly StageName[] = ['light', 'dark', 'own'];

/** Grounds as pages have them. */
const PAGE_BACKGROUNDS = { light: '#ffffff', dark: '#121212' };

/** Colours that the reader's system has set, and more contrast: what a strip looks like then is up to that. */
const FORCED_COLOURS = matchMedia('(forced-colors: active)');
const MORE_CONTRAST = matchMedia('(prefers-contrast: more)');

/** Not by a link: what stands after `#` is the state. */
function goToCode(): void {
  document.querySelector('.paste')!.scrollIntoView();
  document.querySelector<HTMLElement>('[role="tab"][tabindex="0"]')!.focus({ preventScroll: true });
}

/** The live strip on three pages, and whether it can be read there. */
export class Stages {
  readonly #page: Page;
  #measurements: Partial<Record<StageName, ContrastMeasurement>> = {};
  #sample: readonly [text: string, payload: unknown] = ['', null];

  constructor(page: Page) {
    this.#page = page;
    for (const setting of [FORCED_COLOURS, MORE_CONTRAST]) setting.addEventListener('change', () => page.redraw());
  }

  /** The colours that a strip has on a page of one scheme, as far as they are known. */
  colours(scheme: Scheme): ContrastMeasurement['colours'] | undefined {
    return this.#measurements[scheme]?.colours;
  }

  template(): TemplateResult {
    const { messages } = this.#page;
    return html`<section class="stages" aria-labelledby="stages-title">
      <h2 id="stages-title">${messages.stages}</h2>
      ${FORCED_COLOURS.matches ? html`<p class="notice">${messages.forced}</p>` : nothing}
      ${STAGES.map((name) => this.#stage(name))}
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
      <div class="stage scheme-${name === 'own' ? state.scheme : name}" data-stage=${name}>
        ${this.#strip()} ${this.#probe()}
      </div>
      ${this.#contrastView(name)}
    </section>`;
  }

  #strip(): TemplateResult {
    const { state } = this.#page;
    const { src, sample, adapter, paths, end, href } = state;
    const set = (key: Key) => (state[key] !== DEFAULTS[key] ? state[key] : nothing);
    const payload = this.#payload(sample);
    // Another feed is another strip: nothing of the one before is left in it.
    return html`${keyed(
      JSON.stringify([src, sample, adapter, paths]),
      html`<market-ticker
        src=${sample ? nothing : src || nothing}
        .data=${sample ? payload : null}
        stream=${set('stream')}
        interval=${set('interval')}
        symbols=${set('symbols')}
        adapter=${set('adapter')}
        paths=${set('paths')}
        layout=${set('layout')}
        speed=${set('speed')}
        palette=${set('palette')}
        share=${set('share')}
        credentials=${set('credentials')}
        label=${set('label')}
        lang=${set('lang')}
        >${end ? html`<a slot="end" href=${href || '/markets'}>${end}</a>` : nothing}</market-ticker
      >`,
    )}`;
  }

  /** The same, unseen, with prices that go both ways. */
  #probe(): TemplateResult {
    const { palette, lang } = this.#page.state;
    return html`<market-ticker
      class="probe"
      hidden
      layout="row"
      palette=${palette}
      lang=${lang || nothing}
      .data=${RISE_AND_FALL}
    ></market-ticker>`;
  }

  #payload(sample: string): unknown {
    if (sample && this.#sample[0] !== sample) this.#sample = [sample, JSON.parse(sample) as unknown];
    return this.#sample[1];
  }

  #contrastView(name: StageName): TemplateResult {
    const { messages } = this.#page;
    const ratios = this.#measurements[name]?.ratios;
    const low = TEXT_COLOURS.filter((what) => ratios && ratios[what] < MIN_CONTRAST);
    return html`<div class="figures" role="group" aria-label=${messages.contrast(messages.stage[name])}>
        <p aria-hidden="true">${messages.contrastTitle}</p>
        <dl>
          ${TEXT_COLOURS.map(
            (what) =>
              html`<div class=${low.includes(what) ? 'low' : nothing}>
                <dt>${messages.figure[what]}</dt>
                <dd>
                  ${ratios ? formatRatio(ratios[what]) : '–'}${low.includes(what) ? html` <b>${messages.under}</b>` : nothing}
                </dd>
              </div>`,
          )}
        </dl>
      </div>
      <p class="warning" role="status">
        ${low.map((what) => html`<span>${messages.tooLow(messages.figure[what], formatRatio(ratios![what]))}</span> `)}
      </p>`;
  }

  /** To be called when the page is drawn: dresses the strips, and looks at what has come of it. */
  async afterRender(root: HTMLElement): Promise<void> {
    const { state } = this.#page;
    const look = declarations(state);
    const found: Partial<Record<StageName, ContrastMeasurement>> = {};
    for (const name of STAGES) {
      const stage = root.querySelector<HTMLElement>(`[data-stage="${name}"]`)!;
      const ground = name === 'own' ? state.ground : PAGE_BACKGROUNDS[name];
      setStyle(stage, [['background-color', ground]]);
      const probe = stage.querySelector<HTMLElementTagNameMap['market-ticker']>('.probe')!;
      for (const strip of stage.querySelectorAll('market-ticker')) setStyle(strip, look);
      await probe.updateComplete;
      if (!FORCED_COLOURS.matches) found[name] = measureContrast(probe, ground);
    }
    // A newer state is on its way here, too.
    if (state !== this.#page.state || JSON.stringify(found) === JSON.stringify(this.#measurements)) return;
    this.#measurements = found;
    this.#page.redraw();
  }
}
