import { mount } from 'svelte';
import { deliver } from './delivery.js';
import Strip from './svelte-fast-marquee.svelte';

deliver((place, quotes) => {
  const strip = mount(Strip, { target: place, props: { quotes } });
  return strip.write;
});
