import type { Page } from 'playwright';
import type { Market } from './market.js';
import type { Random } from './random.js';

const MAX_STRIPS = 6;

const VALUES: Record<string, readonly string[]> = {
  layout: ['auto', 'scroll', 'rotate', 'row', 'grid', 'spiral'],
  lang: ['en', 'ko', 'ja', 'zh-Hant', 'de', 'x'],
  interval: ['30', '60', '90', '0', 'often'],
  share: ['tabs', 'page'],
  symbols: ['Q3 Q1', 'Q0,NONE', Array.from({ length: 60 }, (_, index) => `N${index}`).join()],
  fields: ['name price', 'icon name trend price arrow change percent badge time'],
  palette: ['red-blue', 'auto'],
  signs: ['arrow', 'both'],
  lines: ['1', '2'],
  dwell: ['2', '9'],
  speed: ['30', '200', '-1'],
  label: ['Markets', 'x'.repeat(300)],
  paused: [''],
  dir: ['rtl'],
  hidden: [''],
  adapter: ['canonical', 'none'],
  'time-zone': ['Asia/Seoul', 'Moon/Crater'],
};

/** Sets, and now and then removes, some attributes. */
function attributesOf(random: Random, market: Market, count: number): Record<string, string | null> {
  const attributes: Record<string, string | null> = {};
  for (let rest = count; rest > 0; rest--) {
    const name = random.of(Object.keys(VALUES));
    attributes[name] = random.next() < 0.4 ? null : random.of(VALUES[name]!);
  }
  if (random.next() < 0.3) {
    attributes.src = random.of([market.src, `${market.src}?${Math.floor(random.next() * 90)}`]);
    attributes.stream = random.of([market.stream(), null]);
  }
  return attributes;
}

/** Adds, moves, replaces, changes, operates or removes a strip of a page at random. */
export async function changeStrips(page: Page, random: Random, market: Market): Promise<void> {
  const [act, where] = [random.next(), random.next()];
  const started = { src: market.src, interval: '45', ...(random.next() < 0.5 && { stream: market.stream() }) };
  const attributes = attributesOf(random, market, 3);
  const data = random.of<unknown>([market.feed(), { version: 1, items: [{ id: 'Q0' }] }, 'no feed', null]);
  await page.evaluate(
    ({ act, where, started, attributes, data, MAX_STRIPS }) => {
      const all = [...document.querySelectorAll('market-ticker')];
      const strip = all[Math.floor(where * all.length)];
      const set = (element: Element, values: Record<string, string | null>): void => {
        for (const [name, value] of Object.entries(values))
          if (value === null) element.removeAttribute(name);
          else element.setAttribute(name, value);
      };
      if (!strip || (act < 0.2 && all.length < MAX_STRIPS)) {
        const added = document.createElement('market-ticker');
        set(added, { ...started, ...attributes });
        document.body.append(added);
      } else if (act < 0.3) document.body.prepend(strip);
      else if (act < 0.4) {
        // A router takes a strip out and puts it, or another one like it, in again up to ten seconds later.
        const next = where < 0.5 ? strip : (strip.cloneNode() as Element);
        strip.remove();
        setTimeout(() => document.body.append(next), 10_000 * where);
      } else if (act < 0.6) set(strip, attributes);
      else if (act < 0.7) strip.remove();
      else if (act < 0.75) strip.data = data as typeof strip.data;
      else if (act < 0.8) strip.shadowRoot!.querySelector('button')?.click();
      else if (act < 0.85) void strip[where < 0.5 ? 'play' : 'pause']();
      else if (act < 0.88) strip[where < 0.5 ? 'next' : 'previous']();
      else if (act < 0.92) void strip.refresh();
      else if (act < 0.94) dispatchEvent(new Event('beforeprint'));
      else if (act < 0.97) document.documentElement.lang = where < 0.5 ? 'ko' : 'en';
      else document.body.style.paddingBlockStart = where < 0.5 ? '3000px' : '';
    },
    { act, where, started, attributes, data, MAX_STRIPS },
  );
}
