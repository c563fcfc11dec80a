import type { Adapter } from '../model/raw-feed.js';
import { applyMapping } from './apply-mapping.js';
import type { Mapping } from './mapping.js';
import { registerAdapter } from './registry.js';

export type { Mapping, OwnFields, Path, Picked, Place, Skipped } from './mapping.js';

/**
 * Reads JSON of any shape by a mapping, which the tag has in its attribute: `adapter="paths" paths='{"items": "datas",
 * "id": "itemCode", …}'`. In code, and on a server, {@link pathsOf} makes an adapter from a mapping.
 */
export const paths: Adapter = (payload, mapping) => applyMapping(payload, {}, mapping);

/** Makes an adapter from a mapping: `parseFeed(payload, { adapter: pathsOf({ … }) })`. */
export const pathsOf =
  (mapping: Mapping): Adapter =>
  (payload) =>
    paths(payload, mapping);

registerAdapter('paths', paths);
