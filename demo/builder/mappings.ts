import { DEFAULTS, parseMappings, type State } from './state.js';

/**
 * Returns the change to another adapter. Each adapter has a mapping of its own: that of the previous one goes to `mappings`, and
 * comes back when that adapter is chosen again.
 *
 * @param paths the mapping of the new adapter; by default the one that it had before
 */
export function adapterPatch(state: State, adapter: string, paths?: string): Partial<State> {
  const mappings = { ...parseMappings(state.mappings), [state.adapter]: state.paths };
  // The adapter `canonical` uses no mapping.
  const others = Object.entries(mappings).filter(
    ([name, mapping]) => mapping && name !== adapter && name !== DEFAULTS.adapter,
  );
  return {
    adapter,
    // An old link can have a mapping beside `canonical`; it is for whatever adapter comes next.
    paths: paths ?? mappings[adapter] ?? (state.adapter === DEFAULTS.adapter ? state.paths : ''),
    mappings: others.length ? JSON.stringify(Object.fromEntries(others)) : '',
  };
}
