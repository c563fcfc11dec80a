/* global document, window */
// A page that React draws, in its strict mode. `window.draw(edition)` draws it as a server would send it then.
import { createElement as e, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';

const root = createRoot(document.querySelector('#main'));

/** Draws an edition. A new key replaces the strips by new ones. */
window.draw = (edition, key) => {
  const end = e('a', { slot: 'end', href: '/markets' }, `Markets ${edition}`);
  const page = e(
    StrictMode,
    null,
    e('h1', null, `Edition ${edition}`),
    e('market-ticker', { key: `strip ${key}`, id: 'strip', src: '/markets.json', paused: false }, end),
    e('market-ticker', {
      key: `row ${key}`,
      id: 'row',
      layout: 'row',
      src: '/markets.json',
      style: { inlineSize: 300 },
    }),
  );
  flushSync(() => root.render(page));
};

window.draw(1);
