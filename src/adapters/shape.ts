import type { RawItem } from '../model/raw-feed.js';
import type { Mapping } from './apply-mapping.js';

/** How to read one of the answers that an adapter knows. */
export interface Shape {
  readonly mapping: Mapping;
  /** What a mapping can't say: further fields of an item, or the rule by which it is left out. */
  readonly describe?: (fields: RawItem['fields']) => RawItem['fields'] | string;
}
