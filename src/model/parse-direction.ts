import type { Direction, Limit } from './quote.js';

/** What a word or a glyph says of a move. */
export interface ParsedDirection {
  readonly direction: Direction;
  /** The price stands at its daily limit, where the word says so. */
  readonly limit?: Limit;
}

const UP: ParsedDirection = { direction: 'up' };
const DOWN: ParsedDirection = { direction: 'down' };
const FLAT: ParsedDirection = { direction: 'flat' };
const UPPER_LIMIT: ParsedDirection = { direction: 'up', limit: 'upper' };
const LOWER_LIMIT: ParsedDirection = { direction: 'down', limit: 'lower' };

/** The words of Korean, Japanese, Chinese and English sources, in lower case and without what joins their parts. */
const WORDS = new Map<string, ParsedDirection>([
  ...wordsFor(UP, '+ plus positive up rise rises rising rose raised gain gained increase increased higher advanced'),
  ...wordsFor(UP, '상승 오름 上昇 値上がり 上涨 上漲 上升 涨 漲'),
  ...wordsFor(
    DOWN,
    'minus negative down fall falls falling fell drop dropped loss decline declined decrease decreased',
  ),
  ...wordsFor(DOWN, 'lower 하락 내림 下落 値下がり 下跌 下降 跌'),
  ...wordsFor(FLAT, 'flat even unchanged unch steady nochange 보합 変わらず 変化なし 横ばい 平盘 平盤 持平 不变 不變'),
  ...wordsFor(UPPER_LIMIT, 'upperlimit limitup 상한 상한가 기세상한 ストップ高 涨停 漲停 涨停板 漲停板'),
  ...wordsFor(LOWER_LIMIT, 'lowerlimit limitdown 하한 하한가 기세하한 ストップ安 跌停 跌停板'),
]);

function wordsFor(said: ParsedDirection, words: string): [string, ParsedDirection][] {
  return words.split(' ').map((word) => [word, said]);
}

// Arrows and triangles, as news pages, brokers and spreadsheets write them. ↑ and ↓ are plain directions here: in Korean
// tables they mark a limit, elsewhere they don't, and what can't be known is not claimed.
const UP_GLYPHS = '▲△▴▵⏶🔺🔼↑⇑⇧⬆⭡↗⬈';
const DOWN_GLYPHS = '▼▽▾▿⏷🔻🔽↓⇓⇩⬇⭣↘⬊';
const GLYPHS_AROUND = new RegExp(`^([${UP_GLYPHS}${DOWN_GLYPHS}]*)(.*?)([${UP_GLYPHS}${DOWN_GLYPHS}]*)$`, 'u');

/** No known word is longer; what is longer is not worth a regular expression. */
const LONGEST = 40;

/**
 * Reads a direction: a known word or glyph (`RISE`, `하락`, `▼`, `+`), with spaces around it, or a glyph beside a word that
 * says the same. An object is read by its `code`, `name` and `text`; those that are readable have to agree. Of an array, in
 * which an adapter hands over what stands in several places, all entries have to be readable and to agree.
 *
 * Everything else is undefined: a bare `-`, which is as often a dash for "nothing", and a bare code such as `5`, which means
 * one thing at KIS and another at KRX. Codes belong to the adapter that knows the source, or to a mapping's `words`.
 */
export function parseDirection(raw: unknown): ParsedDirection | undefined {
  if (typeof raw === 'string') return readWord(raw);
  if (typeof raw !== 'object' || raw === null) return undefined;
  if (Array.isArray(raw)) {
    const entries = raw.map((entry: unknown) => (Array.isArray(entry) ? undefined : parseDirection(entry)));
    const readable = entries.filter((entry) => entry !== undefined);
    return readable.length === entries.length ? agreedDirection(readable) : undefined;
  }
  const { code, name, text } = raw as Readonly<Record<string, unknown>>;
  const parts = [code, name, text].map((part) => (typeof part === 'string' ? readWord(part) : undefined));
  return agreedDirection(parts.filter((part) => part !== undefined));
}

function readWord(raw: string): ParsedDirection | undefined {
  if (raw.length > LONGEST) return undefined;
  // Compatibility forms such as the full-width plus; U+FE0E and U+FE0F only choose between text and emoji.
  const text = raw
    .normalize('NFKC')
    .replace(/[\s\uFE0E\uFE0F]/g, '')
    .toLowerCase();
  const [, before = '', word = '', after = ''] = GLYPHS_AROUND.exec(text) ?? [];
  const glyphs = [...before, ...after].map((glyph) => (UP_GLYPHS.includes(glyph) ? UP : DOWN));
  if (!word) return agreedDirection(glyphs);
  const said = WORDS.get(/^[a-z]/.test(word) ? word.replace(/[_-]/g, '') : word);
  return said && agreedDirection([said, ...glyphs]);
}

/** What several signs say together; undefined when they contradict each other, or when there is none. */
export function agreedDirection(signs: readonly ParsedDirection[]): ParsedDirection | undefined {
  const [first] = signs;
  const limits = new Set(signs.map(({ limit }) => limit).filter(Boolean));
  if (!first || limits.size > 1 || signs.some(({ direction }) => direction !== first.direction)) return undefined;
  return signs.find(({ limit }) => limit) ?? first;
}
