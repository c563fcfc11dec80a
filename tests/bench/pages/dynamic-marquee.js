// As its manual recommends: loop() requests each item when it is about to enter, and the item is built from the newest quote.
/* global document */
import { Marquee, loop } from 'dynamic-marquee';
import { deliver } from './delivery.js';
import { cellOf, markupOf, write } from './quote.js';

deliver((place, quotes) => {
  const newest = [...quotes];
  /** The cells that are in the document, by quote; and the quote and cell of each item. */
  const cells = quotes.map(() => new Set());
  const places = new Map();

  const build = (index) => {
    const item = document.createElement('div');
    item.innerHTML = markupOf(newest[index]);
    const cell = cellOf(item.firstChild);
    cells[index].add(cell);
    places.set(item, { index, cell });
    return item;
  };

  const marquee = new Marquee(place, { rate: -100, startOnScreen: true });
  marquee.onItemRemoved((item) => {
    const { index, cell } = places.get(item);
    cells[index].delete(cell);
    places.delete(item);
  });
  loop(
    marquee,
    quotes.map((_, index) => () => build(index)),
  );

  return (quote) => {
    newest[quote.index] = quote;
    for (const cell of cells[quote.index]) write(cell, quote);
  };
});
