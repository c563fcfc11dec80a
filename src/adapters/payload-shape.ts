import type { RawItem } from '../model/raw-feed.js';
import type { Mapping } from './mapping.js';

/** The rules for one kind of payload. Adapters that parse several kinds of payload have one shape for each kind. */
export interface PayloadShape {
  readonly mapping: Mapping;
  /**
   * Returns the fields to add to an item or to replace in it, by rules that no mapping can express. If the function
   * returns the name of an issue rule instead, the item is skipped and reported under this rule.
   */
  readonly describe?: (fields: RawItem['fields']) => RawItem['fields'] | string;
}
