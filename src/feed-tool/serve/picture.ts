import { messagesFor } from '../../i18n/index.js';
import type { Direction, Feed } from '../../model/quote.js';
import { itemView, type ItemView } from '../../view/item-view.js';
import type { Palette } from '../../view/palettes.js';
import type { Sparkline } from '../../view/sparkline.js';
import { sentences } from './sentence.js';
import { breakLines, textWidth } from './text-width.js';
import { ageOf, type TimedText } from './timed-text.js';
import type { ViewOptions } from './view-options.js';

/** The colours of the element on a light and on a dark page (src/styles/base.ts). */
export const THEMES = {
  light: {
    background: '#fff',
    text: '#16191d',
    muted: '#59616b',
    red: '#c4162a',
    green: '#0b7a3e',
    blue: '#0b57c2',
    orange: '#a84b00',
  },
  dark: {
    background: '#16191d',
    text: '#f1f3f5',
    muted: '#a4adb8',
    red: '#ff8a8a',
    green: '#4cc38a',
    blue: '#8ab8ff',
    orange: '#ffa657',
  },
} as const;
type Colour = keyof (typeof THEMES)['light'];
type Colours = Readonly<Record<Colour, string>>;

const SIZE = 14;
const SMALL = 12;
const ROW = 28;
const MARGIN = 12;
/** The space between the parts of an item, and between items. */
const SPACE = 7;
const GAP = 28;
/** The size of the line of recent prices, whose own box is 60 × 20. */
const TREND_SCALE = 0.8;
const TREND_WIDTH = 48;
const TREND_HEIGHT = 16;

/** A part of an item or of the last lines, such as a price. */
interface Part {
  readonly text: string;
  readonly colour: Colour;
  readonly size: number;
  readonly isBold?: boolean;
}

/** An item with the space that it takes. */
interface Box {
  readonly parts: readonly Part[];
  readonly trend: Sparkline | undefined;
  readonly trendColour: Colour;
  readonly width: number;
}

/**
 * Draws the strip as an SVG picture for mail, RSS and pages without scripts: items in rows, and below them the age of the
 * data, always with a date, because pictures are kept. It contains no script, no link and no embedded font.
 */
export function picture(feed: Feed, options: ViewOptions, now: number): TimedText {
  const { language, theme, palette } = options;
  const messages = messagesFor(language);
  const age = ageOf(feed, feed.quotes, options, now);
  const title = sentences(feed, options, now);
  const boxes = feed.quotes.map((quote) => boxOf(itemView(quote, language, messages, age.badge(quote)), palette));
  const width = Math.ceil(Math.max(options.width, ...boxes.map((box) => box.width + 2 * MARGIN)));
  const colours = THEMES[theme];
  const { drawn, bottom } = drawRows(boxes, width, colours);
  let y = bottom;
  const status = [age.text, age.isStale && messages.stale].filter(Boolean).join(' · ');
  const lines = breakLines(status, SMALL, width - 2 * MARGIN);
  for (const line of lines) {
    drawn.push(`<text y="${y}">${drawPart({ text: line, colour: 'muted', size: SMALL }, MARGIN, colours)}</text>`);
    y += SMALL * 1.5;
  }
  const height = Math.ceil(y - SMALL * 1.5 + MARGIN);
  return {
    text: [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
      ` role="img" xml:lang="${escapeXml(language)}" font-family="system-ui, sans-serif"`,
      ` style="font-variant-numeric: tabular-nums">\n<title>${escapeXml(title.text)}</title>\n`,
      `<rect width="${width}" height="${height}" fill="${colours.background}"/>\n${drawn.join('\n')}\n</svg>`,
    ].join(''),
    changesAt: Math.min(age.changesAt, title.changesAt),
  };
}

/** Draws items in rows of a width. Returns the place of the next line of text as well. */
function drawRows(boxes: readonly Box[], width: number, colours: Colours): { drawn: string[]; bottom: number } {
  const drawn: string[] = [];
  let x = MARGIN;
  let y = MARGIN + SIZE;
  for (const box of boxes) {
    if (x > MARGIN && x + box.width > width - MARGIN) {
      x = MARGIN;
      y += ROW;
    }
    drawn.push(drawItem(box, x, y, colours));
    x += box.width + GAP;
  }
  return { drawn, bottom: boxes.length > 0 ? y + ROW : y };
}

function colourOf(direction: Direction | null, palette: Palette): Colour {
  const [up, down] = palette.split('-') as [Colour, Colour];
  return direction === 'up' ? up : direction === 'down' ? down : 'muted';
}

function partsOf({ name, price, arrow, change, percent, badge, direction }: ItemView, palette: Palette): Part[] {
  const move = { colour: colourOf(direction, palette), size: SIZE };
  const parts: Part[] = [
    { text: name, colour: 'text', size: SIZE, isBold: true },
    { text: price, colour: 'text', size: SIZE },
    { text: [arrow, change].filter(Boolean).join(' '), ...move },
    { text: percent, ...move },
    { text: badge, colour: 'muted', size: SMALL },
  ];
  return parts.filter(({ text }) => text);
}

/** Measures an item: its parts in a line, and after them the line of recent prices. */
function boxOf(view: ItemView, palette: Palette): Box {
  const { trend, direction } = view;
  const parts = partsOf(view, palette);
  const texts = parts.reduce((width, { text, size, isBold }) => width + textWidth(text, size, isBold) + SPACE, -SPACE);
  return { parts, trend, trendColour: colourOf(direction, palette), width: texts + (trend ? TREND_WIDTH + SPACE : 0) };
}

function drawItem({ parts, trend, trendColour }: Box, left: number, y: number, colours: Colours): string {
  let x = left;
  const texts = parts.map((part) => {
    const drawn = drawPart(part, x, colours);
    x += textWidth(part.text, part.size, part.isBold) + SPACE;
    return drawn;
  });
  const line = trend && drawTrend(trend, x, y - TREND_HEIGHT + 4, colours[trendColour], colours.muted);
  return `<text y="${y}">${texts.join('')}</text>${line ?? ''}`;
}

function drawPart({ text, colour, size, isBold }: Part, x: number, colours: Colours): string {
  const weight = isBold ? ' font-weight="600"' : '';
  return `<tspan x="${tenths(x)}" font-size="${size}"${weight} fill="${colours[colour]}">${escapeXml(text)} </tspan>`;
}

function drawTrend({ line, baseline }: Sparkline, x: number, y: number, colour: string, muted: string): string {
  const base = baseline && `<path d="${baseline}" stroke="${muted}" stroke-dasharray="1 2"/>`;
  const place = `translate(${tenths(x)} ${tenths(y)}) scale(${TREND_SCALE})`;
  return `<g transform="${place}" fill="none" stroke-width="1.25">${base}<path d="${line}" stroke="${colour}"/></g>`;
}

const tenths = (length: number): number => Math.round(length * 10) / 10;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Escapes a text for XML. Characters that XML forbids, such as control characters and lone surrogates, are left out. */
const escapeXml = (text: string): string =>
  text
    .replace(/(?![\t\n])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '')
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
