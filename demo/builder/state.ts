import { isColour } from './colour.js';

/** The address of the demo's own feed. */
export const DEMO_FEED = './markets.json?session=open';
/** The demo's own feed with its source in the language of the page. */
export const demoFeedIn = (language: string): string =>
  language === 'ko' ? DEMO_FEED.replace('.json', '-ko.json') : DEMO_FEED;

export const LAYOUTS = ['auto', 'scroll', 'rotate', 'row', 'grid'] as const;
/** What an item can show, in the order of the check boxes; `time` is the age of the data. */
export const ITEM_FIELDS = ['icon', 'name', 'trend', 'price', 'arrow', 'change', 'percent', 'badge', 'time'] as const;
export type ItemField = (typeof ITEM_FIELDS)[number];
export const PALETTES = ['auto', 'red-blue', 'red-green', 'green-red', 'blue-orange'] as const;
export const LANGUAGES = ['', 'en', 'ko', 'ja', 'zh-Hans', 'zh-Hant'] as const;
export const ADAPTERS = ['canonical', 'naver', 'krx', 'kis', 'dunamu', 'rates', 'yahoo', 'paths'] as const;
/** The forms of the code that shows the strip. */
export const TAG_FORMS = ['html', 'npm', 'react', 'vue', 'svelte', 'wordpress'] as const;
/** `feed` is the configuration of the command that makes the feed. */
export const FORMS = [...TAG_FORMS, 'feed'] as const;
export const SCHEMES = ['light', 'dark'] as const;
export type Scheme = (typeof SCHEMES)[number];
export type FormName = (typeof FORMS)[number];

/** The colours that can be set, with their custom properties. */
export const COLOURS = {
  background: '--market-ticker-background',
  color: '--market-ticker-color',
  up: '--market-ticker-up-color',
  down: '--market-ticker-down-color',
  flat: '--market-ticker-flat-color',
  muted: '--market-ticker-muted-color',
  separator: '--market-ticker-separator-color',
  focus: '--market-ticker-focus-color',
} as const;
export type ColourName = keyof typeof COLOURS;
export const COLOUR_NAMES = Object.keys(COLOURS) as ColourName[];
type DarkColour = `${ColourName}-dark`;

/** The maximum length of a pasted feed in the address of this page; a longer one is left out. */
const MAX_SAMPLE_IN_HASH = 6000;

/** Returns the words of a list, such as the ids in the attribute `symbols`. */
export const parseWords = (list: string): string[] => list.match(/[^\s,]+/g) ?? [];

type Check = (value: string) => boolean;
const isShortText: Check = (value) => value.length <= 2000;
const isOptionalColour: Check = (value) => !value || isColour(value);
const numberBetween =
  (min: number, max: number): Check =>
  (value) =>
    !value || (/^\d+(\.\d+)?$/.test(value) && Number(value) >= min && Number(value) <= max);
const oneOf =
  (...allowed: readonly string[]): Check =>
  (value) =>
    allowed.includes(value);

/**
 * Accepts addresses that are safe in an `href`, including relative ones. The address is parsed, because a pattern would miss
 * `java\nscript:`.
 */
const isAddress: Check = (value) =>
  isShortText(value) &&
  (!value || (URL.canParse(value, 'http://a') && /^https?:$/.test(new URL(value, 'http://a').protocol)));

const isJson: Check = (value) => {
  try {
    return !value || (JSON.parse(value) as unknown) !== undefined;
  } catch {
    return false;
  }
};

/** Accepts what the attribute `fields` can be: its words, each once, or an empty text for all. */
const isFieldList: Check = (value) => {
  const words = parseWords(value);
  return (
    new Set(words).size === words.length && words.every((word) => (ITEM_FIELDS as readonly string[]).includes(word))
  );
};

/** Accepts an IANA time zone that this browser knows, or an empty text. The tag takes no distance such as `+09:00`. */
const isTimeZone: Check = (value) => {
  try {
    return !value || (/^[a-z]/i.test(value) && !!new Intl.DateTimeFormat('en', { timeZone: value }));
  } catch {
    return false;
  }
};

/** The maximum length of a mapping on one line, which is that of the attribute `paths`. */
const MAX_MAPPING = 65_536;

/** Accepts a mapping, which is a JSON object, or an empty text. */
export const isMapping: Check = (value) =>
  !value || (isJson(value) && value.trim().startsWith('{') && JSON.stringify(JSON.parse(value)).length <= MAX_MAPPING);

/** Parses the setting `mappings`: a mapping, as JSON, for each adapter that is not in use. */
export const parseMappings = (json: string): Record<string, string> =>
  json ? (JSON.parse(json) as Record<string, string>) : {};

const isMappings: Check = (value) =>
  isMapping(value) &&
  Object.entries(parseMappings(value)).every(
    ([adapter, mapping]) =>
      (ADAPTERS as readonly string[]).includes(adapter) && typeof mapping === 'string' && isMapping(mapping),
  );

/** All settings but the colours: the default, which needs no attribute, and the check of a value. */
const FIELDS = {
  /** The language of this page; empty for the browser's. */
  ui: ['', oneOf('', 'en', 'ko')],
  src: [DEMO_FEED, isAddress],
  /** The body of a feed, pasted instead of an address. */
  sample: ['', isJson],
  stream: ['', isAddress],
  interval: ['', numberBetween(0, 86_400)],
  share: ['page', oneOf('page', 'tabs')],
  credentials: ['same-origin', oneOf('same-origin', 'include', 'omit')],
  adapter: ['canonical', oneOf(...ADAPTERS)],
  paths: ['', isMapping],
  /** The mappings of the other adapters, which are used again when one of these is chosen. */
  mappings: ['', isMappings],
  symbols: ['', isShortText],
  fields: ['', isFieldList],
  signs: ['both', oneOf('both', 'arrow', 'sign')],
  'time-zone': ['', isTimeZone],
  layout: ['auto', oneOf(...LAYOUTS)],
  lines: ['auto', oneOf('auto', '1', '2')],
  dwell: ['4', numberBetween(2, 60)],
  speed: ['60', numberBetween(1, 2000)],
  palette: ['auto', oneOf(...PALETTES)],
  lang: ['', oneOf(...LANGUAGES)],
  label: ['', isShortText],
  end: ['', isShortText],
  href: ['', isAddress],
  /** `size`, `height` and `gap` are in CSS pixels. */
  size: ['14', numberBetween(8, 48)],
  height: ['44', numberBetween(24, 160)],
  gap: ['32', numberBetween(4, 160)],
  /** The background and the colour scheme of the publisher's own page. */
  ground: ['#efe6d8', (value: string) => isColour(value) && value !== 'transparent'],
  scheme: ['light', oneOf(...SCHEMES)],
  /** The folder of the script; empty for the one that `scriptFolder` suggests. */
  cdn: ['', isAddress],
  form: ['html', oneOf(...FORMS)],
} satisfies Record<string, readonly [string, Check]>;

export type Key = keyof typeof FIELDS | ColourName | DarkColour;
export type State = Readonly<Record<Key, string>>;

export const darkKey = (name: ColourName): DarkColour => `${name}-dark`;

const SETTINGS: Readonly<Record<string, readonly [string, Check]>> = {
  ...FIELDS,
  ...Object.fromEntries(
    COLOUR_NAMES.flatMap((name) => [name, darkKey(name)]).map((key) => [key, ['', isOptionalColour] as const]),
  ),
};

export const DEFAULTS = Object.fromEntries(Object.entries(SETTINGS).map(([key, [value]]) => [key, value])) as State;

/** Returns whether a setting may have a value. Other values are never applied, whether typed or from a link. */
export const isAllowed = (key: Key, value: string): boolean => SETTINGS[key]![1](value);

/** Formats the part of the address after `#`: the settings that differ from their defaults. */
export function formatHash(state: State): string {
  const changed = Object.entries(state).filter(
    ([key, value]) => value !== DEFAULTS[key as Key] && (key !== 'sample' || value.length <= MAX_SAMPLE_IN_HASH),
  );
  return new URLSearchParams(changed).toString();
}

/** Parses the part of an address after `#`. Unknown keys and invalid values are ignored. */
export function parseHash(hash: string): State {
  const found = [...new URLSearchParams(hash.replace(/^#/, ''))].filter(
    ([key, value]) => Object.hasOwn(SETTINGS, key) && isAllowed(key as Key, value),
  );
  return { ...DEFAULTS, ...Object.fromEntries(found) };
}

/** Returns whether the pasted feed is too long for the address of this page. */
export const isTooLongForLink = ({ sample }: State): boolean => sample.length > MAX_SAMPLE_IN_HASH;

/** The settings that have an effect in only some layouts. */
const LAYOUTS_OF: Partial<Record<Key, readonly string[]>> = {
  lines: ['auto', 'scroll', 'rotate', 'row'],
  dwell: ['auto', 'rotate'],
  speed: ['auto', 'scroll'],
};

/** Returns whether a setting has an effect in the chosen layout. Others are kept for the case that another one is chosen. */
export const hasEffect = (key: Key, { layout }: State): boolean => LAYOUTS_OF[key]?.includes(layout) ?? true;
