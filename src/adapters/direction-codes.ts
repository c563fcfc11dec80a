/** Maps the codes of a vendor's direction field to words that the model parses. */
export type DirectionCodes = Readonly<Record<string, string>>;

/**
 * The direction codes that KIS, Kiwoom, Naver and KOSCOM have in common. Other vendors use some of these codes with
 * other meanings. For example, data.krx.co.kr uses the code 2 for a fall.
 */
export const BROKER_CODES: DirectionCodes = {
  '1': 'upper_limit',
  '2': 'up',
  '3': 'flat',
  '4': 'lower_limit',
  '5': 'down',
};
