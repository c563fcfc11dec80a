import type { Adapter } from '../model/raw-feed.js';

// On the global object under a key of its own: an adapter from a file of its own finds the element, and the element
// the adapter, whichever loads first and whatever bundle each is in.
const KEY = Symbol.for('market-ticker.adapters');
const shared = globalThis as { [KEY]?: Map<string, Adapter> };
const adapters = (shared[KEY] ??= new Map<string, Adapter>());

/** The event on `window` that tells that an adapter has come. */
export const ADAPTER_EVENT = 'market-ticker-adapter';

/**
 * Makes an adapter known by name, for `adapter="NAME"`. A strip that waits for it reads its feed at once. The same name
 * again replaces the first.
 */
export function registerAdapter(name: string, adapter: Adapter): void {
  adapters.set(name, adapter);
  // Node and the edge have nobody to tell.
  (globalThis as { dispatchEvent?: (event: Event) => boolean }).dispatchEvent?.(new Event(ADAPTER_EVENT));
}

/** The adapter of a name; undefined when none has come (yet). */
export const adapterNamed = (name: string): Adapter | undefined => adapters.get(name);
