// A looping slider with its extension for endless scrolling. It creates its own copies.
/* global document */
import { AutoScroll } from '@splidejs/splide-extension-auto-scroll';
import Splide from '@splidejs/splide';
import styles from '@splidejs/splide/dist/css/splide-core.min.css?inline';
import { deliver } from './delivery.js';
import { cellsIn, markupOf, write } from './quote.js';

const slider = {
  type: 'loop',
  autoWidth: true,
  focus: 0,
  drag: false,
  arrows: false,
  pagination: false,
  // In px per frame of 60 a second.
  autoScroll: { speed: 100 / 60, pauseOnHover: false, pauseOnFocus: false },
};

deliver((place, quotes) => {
  document.head.insertAdjacentHTML('beforeend', `<style>${styles}</style>`);
  const slides = quotes.map((quote) => `<li class="splide__slide">${markupOf(quote)}</li>`).join('');
  const list = `<ul class="splide__list">${slides}</ul>`;
  place.innerHTML = `<div class="splide"><div class="splide__track">${list}</div></div>`;
  new Splide(place.firstChild, slider).mount({ AutoScroll });

  const cells = cellsIn(place, quotes);
  return (quote) => cells[quote.index].forEach((cell) => write(cell, quote));
});
