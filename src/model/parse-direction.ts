import type { Direction, Limit } from './quote.js';

/** The meaning of a word or glyph for a direction. */
export interface ParsedDirection {
  readonly direction: Direction;
  /** The daily limit that the price stands at, where the word names one. */
  readonly limit?: Limit;
}

const UP: ParsedDirection = { direction: 'up' };
const DOWN: ParsedDirection = { direction: 'down' };
const FLAT: ParsedDirection = { direction: 'flat' };
const UPPER_LIMIT: ParsedDirection = { direction: 'up', limit: 'upper' };
const LOWER_LIMIT: ParsedDirection = { direction: 'down', limit: 'lower' };

/** The words of Korean, Japanese, Chinese and English sources, in lower case, without spaces, hyphens and underscores. */
const WORDS = new Map<string, ParsedDirection>([
  ...createEntries(
    UP,
    '+ plus positive up rise rises rising rose raised gain gained increase increased higher advanced',
  ),
  ...createEntries(UP, '상승 오름 上昇 値上がり 上涨 上漲 上升 涨 漲'),
  ...createEntries(
    DOWN,
    'minus negative down fall falls falling fell drop dropped loss decline declined decrease decreased',
  ),
  ...createEntries(DOWN, 'lower 하락 내림 下落 値下がり 下跌 下降 跌'),
  ...createEntries(
    FLAT,
    'flat even unchanged unch steady nochange 보합 変わらず 変化なし 横ばい 平盘 平盤 持平 不变 不變',
  ),
  ...createEntries(UPPER_LIMIT, 'upperlimit limitup 상한 상한가 기세상한 ストップ高 涨停 漲停 涨停板 漲停板'),
  ...createEntries(LOWER_LIMIT, 'lowerlimit limitdown 하한 하한가 기세하한 ストップ安 跌停 跌停板'),
]);

function createEntries(direction: ParsedDirection, words: string): [string, ParsedDirection][] {
  return words.split(' ').map((word) => [word, direction]);
}

// Arrows and triangles, as news pages, brokers and spreadsheets write them. ↑ and ↓ are plain directions here: they mark a
// limit in Korean tables and nowhere else, and a limit that is not certain must not be shown.
const UP_GLYPHS = '▲△▴▵⏶🔺🔼↑⇑⇧⬆⭡↗⬈';
const DOWN_GLYPHS = '▼▽▾▿⏷🔻🔽↓⇓⇩⬇⭣↘⬊';
const GLYPHS_AROUND = new RegExp(`^([${UP_GLYPHS}${DOWN_GLYPHS}]*)(.*?)([${UP_GLYPHS}${DOWN_GLYPHS}]*)$`, 'u');

/** No known word is longer than this, so a longer text is not matched at all. */
const MAX_WORD_LENGTH = 40;

/**
 * Parses a direction: a known word or glyph (`RISE`, `하락`, `▼`, `+`), with or without spaces around it, or a glyph beside a
 * word of the same meaning. Of an object its `code`, `name` and `text` are parsed; those of them that can be parsed have to
 * agree. Of an array, in which an adapter hands over the values of several fields, all entries have to be known and to agree.
 *
 * Everything else is undefined. A bare `-` is as often a dash for "nothing". A bare code such as `5` means one thing at KIS
 * and another at KRX: such codes are translated by the adapter that knows the source, or by the `words` of a mapping.
 */
export function parseDirection(raw: unknown): ParsedDirection | undefined {
  if (typeof raw === 'string') return parseWord(raw);
  if (typeof raw !== 'object' || raw === null) return undefined;
  if (Array.isArray(raw))
    return combineDirections(raw.map((entry: unknown) => (Array.isArray(entry) ? undefined : parseDirection(entry))));
  const { code, name, text } = raw as Readonly<Record<string, unknown>>;
  const parts = [code, name, text].map((part) => (typeof part === 'string' ? parseWord(part) : undefined));
  return combineDirections(parts.filter((part) => part !== undefined));
}

function parseWord(raw: string): ParsedDirection | undefined {
  if (raw.length > MAX_WORD_LENGTH) return undefined;
  // NFKC replaces compatibility forms, such as the full-width plus. U+FE0E and U+FE0F only choose between text and emoji.
  const text = raw
    .normalize('NFKC')
    .replace(/[\s\uFE0E\uFE0F]/g, '')
    .toLowerCase();
  const [, before = '', word = '', after = ''] = GLYPHS_AROUND.exec(text) ?? [];
  const glyphs = [...before, ...after].map((glyph) => (UP_GLYPHS.includes(glyph) ? UP : DOWN));
  if (!word) return combineDirections(glyphs);
  return combineDirections([WORDS.get(/^[a-z]/.test(word) ? word.replace(/[_-]/g, '') : word), ...glyphs]);
}

/**
 * Combines several directions into one. Returns undefined when one of them is undefined, when they contradict each other,
 * and when there is none.
 */
export function combineDirections(directions: readonly (ParsedDirection | undefined)[]): ParsedDirection | undefined {
  const known = directions.filter((entry) => entry !== undefined);
  const [first] = known;
  if (!first || known.length < directions.length) return undefined;
  const limits = new Set(known.map(({ limit }) => limit).filter((limit) => limit !== undefined));
  if (limits.size > 1 || known.some(({ direction }) => direction !== first.direction)) return undefined;
  return known.find(({ limit }) => limit !== undefined) ?? first;
}
