import type { RawItem } from '../model/raw-feed.js';
import type { Mapping } from './mapping.js';

/** How one kind of payload is read, where an adapter reads several. */
export interface PayloadShape {
  readonly mapping: Mapping;
  /**
   * Returns further fields of an item, which no mapping can express, or the issue rule by which the item is left out.
   */
  readonly describe?: (fields: RawItem['fields']) => RawItem['fields'] | string;
}
