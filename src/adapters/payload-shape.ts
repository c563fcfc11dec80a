import type { RawItem } from '../model/raw-feed.js';
import type { Mapping } from './mapping.js';

/** The rules for one kind of payload, for adapters that parse several kinds. */
export interface PayloadShape {
  readonly mapping: Mapping;
  /**
   * Returns additional fields of an item that no mapping can express. To skip the item, the function returns the name
   * of an issue rule instead.
   */
  readonly describe?: (fields: RawItem['fields']) => RawItem['fields'] | string;
}
