// The texts and markup of a quote, which are the same on every peer's page.
const two = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
const plain = new Intl.NumberFormat('en', two);
const withSign = new Intl.NumberFormat('en', { ...two, signDisplay: 'exceptZero' });
const signed = (value) => withSign.format(value).replace('-', '−');

/** The formatted price, change and percent. */
export const textsOf = ({ price, change, percent }) => [plain.format(price), signed(change), `${signed(percent)}%`];

export const classOf = ({ change }) => (change < 0 ? 'quote down' : 'quote up');

export function markupOf(quote) {
  const [price, change, percent] = textsOf(quote);
  const values = `<span>${price}</span><span class="move">${change}</span><span class="move">${percent}</span>`;
  return `<span class="${classOf(quote)}" data-id="${quote.id}"><b>${quote.name}</b>${values}</span>`;
}

/** The element of a quote and its three text nodes, which are kept so that an update needs no look-up. */
export function cellOf(element) {
  const [, ...values] = element.children;
  return { element, texts: values.map((value) => value.firstChild) };
}

export function write({ element, texts }, quote) {
  textsOf(quote).forEach((text, index) => (texts[index].data = text));
  const name = classOf(quote);
  if (element.className !== name) element.className = name;
}

/** All cells of each quote, copies included, by the quote's index. For pages that keep their elements. */
export function cellsIn(place, quotes) {
  const cells = [...place.querySelectorAll('[data-id]')].map(cellOf);
  return quotes.map(({ id }) => cells.filter(({ element }) => element.dataset.id === id));
}
