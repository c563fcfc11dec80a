// The minimum that one would write by hand: CSS keyframes on one track, copies of the whole row, and text nodes that are kept.
/* global document */
import { deliver } from './delivery.js';
import { cellsIn, markupOf, write } from './quote.js';

const SPEED = 100;
const styles = `
  .view { overflow: hidden; }
  .track { display: inline-flex; animation: scroll var(--duration) linear infinite; }
  .row { display: flex; flex: none; }
  @keyframes scroll { to { transform: translateX(var(--distance)); } }`;

deliver((place, quotes) => {
  document.head.insertAdjacentHTML('beforeend', `<style>${styles}</style>`);
  place.innerHTML = `<div class="view"><div class="track"><div class="row">${quotes.map(markupOf).join('')}</div></div></div>`;
  const track = place.querySelector('.track');
  const row = track.firstChild;
  const { width } = row.getBoundingClientRect();
  for (let covered = 0; covered < place.clientWidth; covered += width) {
    const copy = row.cloneNode(true);
    copy.setAttribute('aria-hidden', 'true');
    track.append(copy);
  }
  track.style.setProperty('--distance', `${-width}px`);
  track.style.setProperty('--duration', `${width / SPEED}s`);

  const cells = cellsIn(place, quotes);
  return (quote) => cells[quote.index].forEach((cell) => write(cell, quote));
});
