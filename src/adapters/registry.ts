import type { Adapter } from '../model/raw-feed.js';

// The map of adapters is a property of the global object, so that the element and an adapter in a separate file use the
// same map. The two files may load in any order and may be in different bundles.
const KEY = Symbol.for('market-ticker.adapters');
const shared = globalThis as { [KEY]?: Map<string, Adapter> };
const adapters = (shared[KEY] ??= new Map<string, Adapter>());

/** The name of the event that is dispatched on `window` when an adapter has been registered. */
export const ADAPTER_EVENT = 'market-ticker-adapter';

/**
 * Registers an adapter under a name, which publishers write in `adapter="NAME"`. A second adapter with the same name
 * replaces the first. If a strip has refused its data because its adapter was not registered, the strip now parses the
 * data again and requests its feed.
 */
export function registerAdapter(name: string, adapter: Adapter): void {
  adapters.set(name, adapter);
  // In Node and in edge runtimes, the global object may lack `dispatchEvent`. Nothing listens for the event there. The
  // event is not an `Event`, because MooTools replaces this class with its own.
  (globalThis as { dispatchEvent?: (event: Event) => boolean }).dispatchEvent?.(
    // workerd requires the second argument.
    new MessageEvent(ADAPTER_EVENT, { __proto__: null }),
  );
}

/** Returns the adapter that is registered under a name, or undefined if no adapter has this name yet. */
export const adapterNamed = (name: string): Adapter | undefined => adapters.get(name);
