import type { Adapter } from '../model/raw-feed.js';
import { applyMapping } from './apply-mapping.js';
import type { Mapping } from './mapping.js';
import { registerAdapter } from './registry.js';

export type { Mapping, OwnFields, Path, Picked, Place, Skipped } from './mapping.js';

/**
 * Parses JSON of any shape with a mapping. The publisher writes the mapping in an attribute of the tag:
 * `adapter="paths" paths='{"items": "datas", "id": "itemCode", …}'`. In scripts and on servers, use {@link pathsOf}
 * instead.
 */
export const paths: Adapter = (payload, mapping) => applyMapping(payload, {}, mapping);

/** Creates an adapter from a mapping, for use in calls such as `parseFeed(payload, { adapter: pathsOf({ … }) })`. */
export const pathsOf =
  (mapping: Mapping): Adapter =>
  (payload) =>
    paths(payload, mapping);

registerAdapter('paths', paths);
