import type { MarketTickerElement } from 'market-ticker';
import { useData } from 'vitepress';
import { defineComponent, h, onBeforeUnmount, onMounted, onServerPrefetch, ref } from 'vue';
import { envelope, marketAtInstant, SEED_CLOCK } from '../../../src/feed-tool/simulate/market.js';

/** What the strip shows without JavaScript, and until the script has loaded: the seed prices, after the close. */
function archivedFeed(): object {
  const { source: _, ...feed } = envelope({ now: SEED_CLOCK }); // With the source, the time would take two lines in a sidebar.
  return { ...feed, state: 'closed', items: feed.items.map((item) => ({ ...item, url: undefined, state: 'closed' })) };
}

/** Feeds a strip with a simulated market that is always open. Returns a function that ends it. */
function feedStrip(strip: MarketTickerElement, sourceName: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const update = (): void => {
    const now = Date.now();
    const { feed, nextChange } = marketAtInstant({ now, session: 'open' });
    // Their links would lead nowhere.
    const items = feed.items.map((item) => ({ ...item, url: undefined }));
    strip.data = { ...feed, items, source: { name: sourceName } };
    timer = setTimeout(update, nextChange - now);
  };
  update();
  return () => clearTimeout(timer);
}

/**
 * A strip with a simulated market, for `<!-- live-strip ATTRIBUTES -->` in a chapter. Its attributes are those of the tag; only
 * `width` is that of the box around it, in px. A server renders the strip into the page, so that it is there without
 * JavaScript and nothing moves when the script takes it over.
 */
export const LiveStrip = defineComponent({
  inheritAttrs: false,
  props: { width: { type: String, required: false } },
  setup(props, { attrs }) {
    const { lang } = useData();
    const texts = lang.value.startsWith('ko')
      ? { caption: '모의 시세로 움직이는 예시', source: '모의 시세' }
      : { caption: 'Live example with simulated prices', source: 'Simulated prices' };
    const attributes: Record<string, string> = {
      lang: lang.value,
      'time-zone': 'Asia/Seoul',
      ...(attrs as Record<string, string>),
    };
    const box = ref<HTMLElement>();
    const rendered = ref('');
    let stop: (() => void) | undefined;
    let isGone = false;

    if (import.meta.env.SSR)
      onServerPrefetch(async () => {
        const { renderStrip } = await import('./render-strip.js');
        rendered.value = await renderStrip(attributes, archivedFeed());
      });

    onMounted(async () => {
      await import('market-ticker');
      if (isGone || !box.value) return;
      let strip = box.value.querySelector('market-ticker');
      if (!strip) {
        strip = document.createElement('market-ticker');
        for (const [name, value] of Object.entries(attributes)) strip.setAttribute(name, value);
        box.value.append(strip);
      }
      stop = feedStrip(strip, texts.source);
    });
    onBeforeUnmount(() => {
      isGone = true;
      stop?.();
    });

    return () =>
      h('figure', { class: 'live-strip' }, [
        h('div', {
          ref: box,
          class: ['live-strip-box', attributes.layout],
          style: props.width && { maxInlineSize: `${props.width}px` },
          innerHTML: rendered.value,
          'data-allow-mismatch': '', // Only the server renders the strip; in a browser the strip renders itself.
        }),
        h('figcaption', texts.caption),
      ]);
  },
});
