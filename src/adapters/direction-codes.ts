/** Maps the codes of a vendor's direction field to words that the model parses. */
export type DirectionCodes = Readonly<Record<string, string>>;

/**
 * The direction codes that KIS, Kiwoom, Naver and KOSCOM share. Other vendors give some of these codes other meanings.
 * For example, code 2 means a fall at data.krx.co.kr.
 */
export const BROKER_CODES: DirectionCodes = {
  '1': 'upper_limit',
  '2': 'up',
  '3': 'flat',
  '4': 'lower_limit',
  '5': 'down',
};
