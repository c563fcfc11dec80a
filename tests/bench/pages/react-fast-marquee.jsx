// The fastest way: each cell subscribes to its own quote, so that an update renders only this cell and its copies.
import { useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import module from 'react-fast-marquee';
import { deliver } from './delivery.js';
import { classOf, textsOf } from './quote.js';

// The module is CommonJS: how its default export is imported depends on the bundler.
const Marquee = module.default ?? module;

function createStore(quotes) {
  const newest = [...quotes];
  const listeners = quotes.map(() => new Set());
  return {
    write(quote) {
      newest[quote.index] = quote;
      for (const listener of listeners[quote.index]) listener();
    },
    /** The arguments of useSyncExternalStore, created once for each quote. */
    sources: quotes.map((_, index) => ({
      subscribe(listener) {
        listeners[index].add(listener);
        return () => listeners[index].delete(listener);
      },
      read: () => newest[index],
    })),
  };
}

function Cell({ source }) {
  const quote = useSyncExternalStore(source.subscribe, source.read);
  const [price, change, percent] = textsOf(quote);
  return (
    <span className={classOf(quote)} data-id={quote.id}>
      <b>{quote.name}</b>
      <span>{price}</span>
      <span className="move">{change}</span>
      <span className="move">{percent}</span>
    </span>
  );
}

deliver((place, quotes) => {
  const { sources, write } = createStore(quotes);
  const cells = sources.map((source, index) => <Cell key={quotes[index].id} source={source} />);
  createRoot(place).render(
    <Marquee autoFill speed={100}>
      {cells}
    </Marquee>,
  );
  return write;
});
