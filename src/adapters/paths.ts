import type { Adapter } from '../model/raw-feed.js';
import { applyMapping, type Mapping } from './apply-mapping.js';
import { registerAdapter } from './registry.js';

export type { Mapping, OwnFields, Path, Picked, Place, Skipped } from './apply-mapping.js';

/**
 * Reads JSON of any shape by a mapping: `adapter="paths" paths='{"items": "datas", "id": "itemCode", …}'`. On a server:
 * `parseFeed(payload, { adapter: pathsOf({ … }) })`.
 */
export const paths: Adapter = (payload, mapping) => applyMapping(payload, {}, mapping);

/** The adapter for one mapping. */
export const pathsOf =
  (mapping: Mapping): Adapter =>
  (payload) =>
    paths(payload, mapping);

registerAdapter('paths', paths);
