/** The meaning of the codes in a source's direction field, in words that the model parses. */
export type DirectionCodes = Readonly<Record<string, string>>;

/** The codes that KIS, Kiwoom and Naver share. They mean nothing elsewhere: at data.krx.co.kr, 2 is a fall. */
export const BROKER_CODES: DirectionCodes = {
  '1': 'upper_limit',
  '2': 'up',
  '3': 'flat',
  '4': 'lower_limit',
  '5': 'down',
};
