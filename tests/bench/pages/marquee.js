// The element <marquee>, which all browsers still support. 6 px every 60 ms are 100 px a second.
import { deliver } from './delivery.js';
import { cellsIn, markupOf, write } from './quote.js';

deliver((place, quotes) => {
  place.innerHTML = `<marquee scrollamount="6" scrolldelay="60">${quotes.map(markupOf).join('')}</marquee>`;
  const cells = cellsIn(place, quotes);
  return (quote) => cells[quote.index].forEach((cell) => write(cell, quote));
});
