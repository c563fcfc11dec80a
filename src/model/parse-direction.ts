import type { Direction, Limit } from './quote.js';

/** The meaning of a direction word or glyph. */
export interface ParsedDirection {
  readonly direction: Direction;
  /** The daily limit that the price has reached, if the word names a limit. */
  readonly limit?: Limit;
}

const UP: ParsedDirection = { direction: 'up' };
const DOWN: ParsedDirection = { direction: 'down' };
const FLAT: ParsedDirection = { direction: 'flat' };
const UPPER_LIMIT: ParsedDirection = { direction: 'up', limit: 'upper' };
const LOWER_LIMIT: ParsedDirection = { direction: 'down', limit: 'lower' };

/**
 * Direction words of Korean, Japanese, Chinese and English feeds, in lower case and without spaces, hyphens or
 * underscores.
 */
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

// Arrows and triangles that news pages, brokers and spreadsheets use. `↑` and `↓` state only a direction here, even
// though they mark a daily limit in Korean tables. Elsewhere they mark no limit, and an uncertain limit is never shown.
const UP_GLYPHS = '▲△▴▵⏶🔺🔼↑⇑⇧⬆⭡↗⬈';
const DOWN_GLYPHS = '▼▽▾▿⏷🔻🔽↓⇓⇩⬇⭣↘⬊';
const GLYPHS = `[${UP_GLYPHS}${DOWN_GLYPHS}]*`;
const GLYPHS_AROUND = new RegExp(`^(${GLYPHS})(?:([^${UP_GLYPHS}${DOWN_GLYPHS}]+)(${GLYPHS}))?$`, 'u');

/**
 * The maximum length of a direction in characters. A longer text is not matched, because every known word is shorter.
 */
const MAX_WORD_LENGTH = 40;

/** The maximum number of directions in an array. An adapter joins the values of a few fields. */
const MAX_ENTRIES = 8;

/**
 * Parses a direction. Spaces and case are ignored.
 *
 * - A string has to be a known word (`RISE`, `하락`, `+`), one or more glyphs (`▼`), or a word with glyphs before or
 *   after it. The word and all glyphs have to agree.
 * - In an object, `code`, `name` and `text` are parsed. Those that cannot be parsed are ignored, and the others have to
 *   agree.
 * - An array contains the values of several fields, which an adapter has combined. All entries have to be directions
 *   that agree with each other.
 *
 * Returns undefined for everything else. A bare `-` is not a direction, because it often means that there is no value.
 * A bare code such as `5` is not a direction either, because it means one thing at KIS and another at KRX. Codes have
 * to be translated by the adapter of the vendor or by the `words` of a mapping.
 */
export function parseDirection(raw: unknown): ParsedDirection | undefined {
  if (typeof raw === 'string') return parseWord(raw);
  if (typeof raw !== 'object' || raw === null) return undefined;
  if (Array.isArray(raw)) {
    if (raw.length > MAX_ENTRIES) return undefined;
    return combineDirections(raw.map((entry: unknown) => (Array.isArray(entry) ? undefined : parseDirection(entry))));
  }
  const { code, name, text } = raw as Readonly<Record<string, unknown>>;
  const parts = [code, name, text].map((part) => (typeof part === 'string' ? parseWord(part) : undefined));
  return combineDirections(parts.filter((part) => part !== undefined));
}

function parseWord(raw: string): ParsedDirection | undefined {
  if (raw.length > MAX_WORD_LENGTH) return undefined;
  // NFKC replaces compatibility forms, such as the full-width plus, with ordinary characters. U+FE0E and U+FE0F are
  // removed, because they only select text or emoji style.
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
 * Combines several directions into one. Returns undefined if the list is empty, if any entry is undefined, or if the
 * entries contradict each other.
 */
export function combineDirections(directions: readonly (ParsedDirection | undefined)[]): ParsedDirection | undefined {
  const known = directions.filter((entry) => entry !== undefined);
  const [first] = known;
  if (!first || known.length < directions.length) return undefined;
  const limits = new Set(known.map(({ limit }) => limit).filter((limit) => limit !== undefined));
  if (limits.size > 1 || known.some(({ direction }) => direction !== first.direction)) return undefined;
  return known.find(({ limit }) => limit !== undefined) ?? first;
}
