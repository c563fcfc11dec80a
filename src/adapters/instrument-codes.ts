import type { RawItem } from '../model/raw-feed.js';
import { isMissing, textOf } from './json-values.js';

/**
 * Whether a code belongs to a Korean share, whose price is in whole won. Such a code has six characters and starts with
 * a digit (`005930`). The codes of some preferred shares and of newer listings contain letters. The codes
 * that brokers write (`A005930`, `005930_NX`) and ISINs (`KR7005930003`) are recognised as well.
 */
export const isShareCode = (code: string): boolean => /^(?:A?\d[\dA-Z]{5}(?:_[A-Z]{2})?|KR7[\dA-Z]{9})$/.test(code);

/**
 * Whether an item is a Korean share. The function checks the vendor's code. If there is no code, it checks the id from
 * the publisher's mapping.
 */
export const isShare = ({ id, code }: RawItem['fields']): boolean => isShareCode(textOf(isMissing(code) ? id : code));

/**
 * Whether a code is recognised as an index code, such as `.DJI`, `KOSPI`, `KPI200` or `KRX300`. Codes that only begin
 * in a similar way are not recognised. For example, `KO` is the code of a share.
 */
export const isIndexCode = (code: string): boolean =>
  /^(?:\..+|(?:KOSPI|KOSDAQ)\d{0,3}|(?:KPI|KRX)\d{2,3})$/.test(code);

/**
 * Returns the number of units of the base currency that a rate is for, if the payload does not state this number.
 * Korean banks quote yen, rupiah and dong in won per 100 units. All other rates are for 1 unit.
 */
export const defaultPer = (base: string, quote: string): number =>
  quote === 'KRW' && /^(?:JPY|IDR|VND)$/.test(base) ? 100 : 1;
