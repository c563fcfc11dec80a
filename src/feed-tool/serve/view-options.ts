import { messagesFor, primaryLanguage } from '../../i18n/index.js';
import { parseLanguageTag } from '../../i18n/language-tag.js';
import { PALETTES, paletteFor, type Palette } from '../../view/palettes.js';

/** How the picture and the sentences are written. */
export interface ViewOptions {
  /** A BCP 47 tag of a language that has messages. */
  readonly language: string;
  readonly palette: Palette;
  readonly theme: 'light' | 'dark';
  /** The IANA time zone of the times, or null for the server's. */
  readonly timeZone: string | null;
  /** The width in px at which a picture begins a new row. */
  readonly width: number;
}

const MIN_WIDTH = 240;
const MAX_WIDTH = 4000;
const DEFAULT_WIDTH = 960;

/**
 * Reads the options of a picture or of sentences from a query: `lang`, `palette`, `theme=dark`, `time-zone` and `width`.
 * As with the attributes of the element, an unknown value counts as the default.
 */
export function viewOptions(query: URLSearchParams): ViewOptions {
  const language = languageOf(query.get('lang') ?? '');
  const palette = PALETTES.find((name) => name === query.get('palette')) ?? paletteFor(language);
  const width = Math.round(Number(query.get('width'))) || DEFAULT_WIDTH;
  return {
    language,
    palette,
    theme: query.get('theme') === 'dark' ? 'dark' : 'light',
    timeZone: timeZoneOf(query.get('time-zone') ?? ''),
    width: Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, width)),
  };
}

/**
 * Returns the tag, or English if there are no messages in its language, because the texts would otherwise mix two
 * languages. Parts that make no difference are removed from the tag, because formatters are cached by tag, and a client
 * could send any number of tags.
 */
function languageOf(text: string): string {
  const language = parseLanguageTag(text) ?? 'en';
  if (primaryLanguage(messagesFor(language).lang) !== primaryLanguage(language)) return 'en';
  return new Intl.NumberFormat(new Intl.Locale(language).baseName).resolvedOptions().locale;
}

function timeZoneOf(text: string): string | null {
  if (!text) return null;
  try {
    return new Intl.DateTimeFormat('en', { __proto__: null, timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
