/** What the codes of a source's direction field mean, in words that the model reads. */
export type DirectionCodes = Readonly<Record<string, string>>;

/** The table that KIS, Kiwoom and Naver share. A code means nothing elsewhere: at data.krx.co.kr 2 is a fall. */
export const BROKER_CODES: DirectionCodes = {
  '1': 'upper_limit',
  '2': 'up',
  '3': 'flat',
  '4': 'lower_limit',
  '5': 'down',
};
