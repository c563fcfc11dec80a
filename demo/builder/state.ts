import { isColour } from './colour.js';

/** The feed that the demo brings along. */
export const DEMO_FEED = './markets.json?session=open';

export const LAYOUTS = ['scroll', 'row', 'grid'] as const;
export const PALETTES = ['auto', 'red-blue', 'red-green', 'green-red', 'blue-orange'] as const;
export const LANGUAGES = ['', 'en', 'ko', 'ja', 'zh-Hans', 'zh-Hant'] as const;
export const ADAPTERS = ['canonical', 'naver', 'krx', 'kis', 'dunamu', 'rates', 'yahoo', 'paths'] as const;
export const FORMS = ['html', 'npm', 'react', 'vue', 'svelte', 'wordpress'] as const;
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

/** A feed's body that is longer is not put into the address of this page. */
const LONGEST_SAMPLE = 6000;

const CDN = 'https://cdn.jsdelivr.net/npm/market-ticker@VERSION/dist/cdn/';

type Check = (value: string) => boolean;
const any: Check = (value) => value.length <= 2000;
const colour: Check = (value) => !value || isColour(value);
const within =
  (least: number, most: number): Check =>
  (value) =>
    !value || (/^\d+(\.\d+)?$/.test(value) && Number(value) >= least && Number(value) <= most);
const oneOf =
  (...allowed: readonly string[]): Check =>
  (value) =>
    allowed.includes(value);

/** An address that is safe in an `href`, relative ones included. It is parsed, because a pattern misses `java\nscript:`. */
export const isAddress: Check = (value) =>
  any(value) && (!value || (URL.canParse(value, 'http://a') && /^https?:$/.test(new URL(value, 'http://a').protocol)));

export const isJson: Check = (value) => {
  try {
    return !value || (JSON.parse(value) as unknown) !== undefined;
  } catch {
    return false;
  }
};

/** Long enough for fifty quotes in one object, with fields of their own. */
const LONGEST_MAPPING = 20_000;

/** A mapping is an object. */
export const isMapping: Check = (value) =>
  !value || (isJson(value) && value.trim().startsWith('{') && value.length <= LONGEST_MAPPING);

/** All that can be set: the default, which needs no attribute, and what is allowed. */
const FIELDS = {
  /** Of this page; empty for the browser's. */
  ui: ['', oneOf('', 'en', 'ko')],
  src: [DEMO_FEED, isAddress],
  /** The body of a feed, pasted in place of an address. */
  sample: ['', isJson],
  stream: ['', isAddress],
  interval: ['', within(0, 86_400)],
  share: ['page', oneOf('page', 'tabs')],
  credentials: ['same-origin', oneOf('same-origin', 'include', 'omit')],
  adapter: ['canonical', oneOf(...ADAPTERS)],
  paths: ['', isMapping],
  symbols: ['', any],
  layout: ['scroll', oneOf(...LAYOUTS)],
  speed: ['60', within(1, 2000)],
  palette: ['auto', oneOf(...PALETTES)],
  lang: ['', oneOf(...LANGUAGES)],
  label: ['', any],
  end: ['', any],
  href: ['', isAddress],
  /** CSS px. */
  size: ['14', within(8, 48)],
  height: ['44', within(24, 160)],
  gap: ['32', within(4, 160)],
  /** The publisher's own page: its ground, and the colour scheme that it declares. */
  ground: ['#efe6d8', (value: string) => isColour(value) && value !== 'transparent'],
  scheme: ['light', oneOf(...SCHEMES)],
  cdn: [CDN, (value: string) => !!value && isAddress(value)],
  form: ['html', oneOf(...FORMS)],
} satisfies Record<string, readonly [string, Check]>;

export type Key = keyof typeof FIELDS | ColourName | DarkColour;
export type State = Readonly<Record<Key, string>>;

export const dark = (name: ColourName): DarkColour => `${name}-dark`;

const own: Readonly<Record<string, readonly [string, Check]>> = {
  ...FIELDS,
  ...Object.fromEntries(COLOUR_NAMES.flatMap((name) => [name, dark(name)]).map((key) => [key, ['', colour] as const])),
};

export const DEFAULTS = Object.fromEntries(Object.entries(own).map(([key, [value]]) => [key, value])) as State;

/** Whether a value may stand for a key; what may not is never taken over, be it typed or in a link. */
export const allows = (key: Key, value: string): boolean => own[key]![1](value);

/** The part of an address after `#`: what differs from the default. */
export function write(state: State): string {
  const changed = Object.entries(state).filter(
    ([key, value]) => value !== DEFAULTS[key as Key] && (key !== 'sample' || value.length <= LONGEST_SAMPLE),
  );
  return new URLSearchParams(changed).toString();
}

/** Reads what `write` wrote, and whatever else somebody has put there. */
export function read(hash: string): State {
  const found = [...new URLSearchParams(hash.replace(/^#/, ''))].filter(
    ([key, value]) => Object.hasOwn(own, key) && allows(key as Key, value),
  );
  return { ...DEFAULTS, ...Object.fromEntries(found) };
}

/** Whether a link to the page as it is leaves the pasted feed out. */
export const isTooLongForLink = ({ sample }: State): boolean => sample.length > LONGEST_SAMPLE;

export const idsOf = (symbols: string): string[] => symbols.match(/[^\s,]+/g) ?? [];
