// The quotes are reactive and each cell is a component, so that an update renders only this cell and its copies.
import { createApp, reactive } from 'vue';
import { deliver } from './delivery.js';
import Strip from './vue3-marquee.vue';

deliver((place, quotes) => {
  const newest = reactive(quotes.map((quote) => ({ ...quote })));
  createApp(Strip, { quotes: newest }).mount(place);
  return (quote) => Object.assign(newest[quote.index], quote);
});
