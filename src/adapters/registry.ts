import type { Adapter } from '../model/raw-feed.js';

// The adapters are kept on the global object, under a key of their own. So an adapter that comes in a file of its own
// finds the element, and the element finds the adapter, whichever is loaded first and whatever bundle each of them is
// in.
const KEY = Symbol.for('market-ticker.adapters');
const shared = globalThis as { [KEY]?: Map<string, Adapter> };
const adapters = (shared[KEY] ??= new Map<string, Adapter>());

/** The event on `window` that says that an adapter has been registered. */
export const ADAPTER_EVENT = 'market-ticker-adapter';

/**
 * Registers an adapter under a name, for `adapter="NAME"`. A strip that waits for this adapter reads its feed at once.
 * A second adapter of the same name replaces the first.
 */
export function registerAdapter(name: string, adapter: Adapter): void {
  adapters.set(name, adapter);
  // In Node and at the edge nothing listens, and the global object may not be an event target.
  (globalThis as { dispatchEvent?: (event: Event) => boolean }).dispatchEvent?.(new Event(ADAPTER_EVENT));
}

/** Returns the adapter of a name; undefined while none is registered under it. */
export const adapterNamed = (name: string): Adapter | undefined => adapters.get(name);
