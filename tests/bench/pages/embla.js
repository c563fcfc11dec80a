// A looping carousel with its plugin for endless scrolling. It needs more slides than fill the view.
/* global document */
import EmblaCarousel from 'embla-carousel';
import AutoScroll from 'embla-carousel-auto-scroll';
import { deliver } from './delivery.js';
import { cellsIn, markupOf, write } from './quote.js';

const ENOUGH = 20;
const styles = `
  .view { overflow: hidden; }
  .slides { display: flex; }
  .slide { flex: none; }`;

deliver((place, quotes) => {
  document.head.insertAdjacentHTML('beforeend', `<style>${styles}</style>`);
  const slides = quotes.map((quote) => `<div class="slide">${markupOf(quote)}</div>`).join('');
  const all = slides.repeat(Math.ceil(ENOUGH / quotes.length));
  place.innerHTML = `<div class="view"><div class="slides">${all}</div></div>`;
  // Its speed is in px per frame of 60 a second.
  const scroll = AutoScroll({ speed: 100 / 60, startDelay: 0, stopOnInteraction: false, stopOnFocusIn: false });
  EmblaCarousel(place.firstChild, { loop: true, align: 'start', watchDrag: false }, [scroll]);

  const cells = cellsIn(place, quotes);
  return (quote) => cells[quote.index].forEach((cell) => write(cell, quote));
});
