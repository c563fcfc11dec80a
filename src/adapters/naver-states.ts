/** Maps the market states of Naver Finance to words that the model parses. */
export const NAVER_STATES: Readonly<Record<string, string>> = { PREOPEN: 'pre', OPEN: 'open', CLOSE: 'closed' };
