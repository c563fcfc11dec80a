import type { RawItem } from '../model/raw-feed.js';
import { isMissing, textOf } from './values.js';

/**
 * Whether a code is that of a Korean share, whose price is in whole won: six places of which the first is a digit (`005930`;
 * preferred shares and newer listings have letters in it), as brokers write it (`A005930`, `005930_NX`), or inside its ISIN.
 */
export const isShareCode = (code: string): boolean => /^(A?\d[\dA-Z]{5}(_[A-Z]{2})?|KR7[\dA-Z]{9})$/.test(code);

/** Whether an item is a Korean share: by the source's code for it, and where there is none, by the id that the page gives it. */
export const isShare = ({ id, code }: RawItem['fields']): boolean => isShareCode(textOf(isMissing(code) ? id : code));

/** Whether a code is known to be that of an index: `.DJI`, `KOSPI`, `KPI200`, `KRX300`. `KO` is a share. */
export const isIndexCode = (code: string): boolean => /^(\..+|(KOSPI|KOSDAQ)\d{0,3}|(KPI|KRX)\d{2,3})$/.test(code);

/** Korean banks quote these by the hundred in won, whether an answer says so or not. */
export const usualAmount = (base: string, quote: string): number =>
  quote === 'KRW' && /^(JPY|IDR|VND)$/.test(base) ? 100 : 1;
