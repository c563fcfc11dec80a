// Delivers the feed and its updates to the page of a peer.
/* global document, EventSource */

/** @typedef {{ index: number, id: string, name: string, price: number, change: number, percent: number }} Quote */

const quoteOf = ({ id, name, price, change, changePercent }, index) => ({
  index,
  id,
  name,
  price,
  change,
  percent: changePercent,
});

async function readFeed(url) {
  const data = document.getElementById('data');
  return data ? JSON.parse(data.textContent) : (await fetch(url)).json();
}

/**
 * @param {(place: HTMLElement, quotes: Quote[]) => (update: Quote) => void} mount shows the quotes, and returns a function that
 *   shows the newer value of one of them
 */
export async function deliver(mount) {
  const { feed, stream } = document.body.dataset;
  const quotes = (await readFeed(feed)).items.map(quoteOf);
  const known = new Map(quotes.map((quote) => [quote.id, quote]));
  const show = mount(document.getElementById('app'), quotes);
  if (!stream) return;
  new EventSource(stream).addEventListener('message', ({ data }) => {
    for (const item of JSON.parse(data).items) {
      const { index, name } = known.get(item.id);
      show(quoteOf({ ...item, name }, index));
    }
  });
}
