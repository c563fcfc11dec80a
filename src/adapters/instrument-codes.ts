import type { RawItem } from '../model/raw-feed.js';
import { isMissing, textOf } from './json-values.js';

/**
 * Whether a code belongs to a Korean share, whose price is in whole won. Such a code has six characters, of which the
 * first is a digit (`005930`); the codes of preferred shares and of newer listings contain letters. The code may be
 * written as brokers write it (`A005930`, `005930_NX`), or as its ISIN.
 */
export const isShareCode = (code: string): boolean => /^(A?\d[\dA-Z]{5}(_[A-Z]{2})?|KR7[\dA-Z]{9})$/.test(code);

/**
 * Whether an item is a Korean share, by the code that the source gives, or without a code by the id that the page
 * gives.
 */
export const isShare = ({ id, code }: RawItem['fields']): boolean => isShareCode(textOf(isMissing(code) ? id : code));

/** Whether a code is known to be that of an index: `.DJI`, `KOSPI`, `KPI200`, `KRX300`. `KO` is a share. */
export const isIndexCode = (code: string): boolean => /^(\..+|(KOSPI|KOSDAQ)\d{0,3}|(KPI|KRX)\d{2,3})$/.test(code);

/**
 * How many units of the base currency a rate is for, where the payload does not say. Korean banks quote yen, rupiah and
 * dong in won per 100 units; all other rates are for 1 unit.
 */
export const defaultPer = (base: string, quote: string): number =>
  quote === 'KRW' && /^(JPY|IDR|VND)$/.test(base) ? 100 : 1;
