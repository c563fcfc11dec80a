import { describe, expect, test } from 'vitest';
import { parseFeed } from '../../../src/feed.js';
import { statusOf, stripView, type StripPlayback, type StripSettings } from '../../../src/view/strip-view.js';

const now = Date.parse('2027-03-10T11:00:00+09:00');
const feed = parseFeed(
  {
    items: [
      { id: 'KOSPI', price: 2855.77, change: 43.72, asOf: '2027-03-10T10:59:00+09:00', state: 'open' },
      { id: 'KOSDAQ', price: 764.21, change: -7.98, asOf: '2027-03-10T10:59:00+09:00', state: 'open' },
    ],
  },
  { now },
);

const settings: StripSettings = {
  layout: 'scroll',
  lines: 'auto',
  palette: 'auto',
  label: null,
  symbols: null,
  fields: null,
  signs: 'both',
  timeZone: null,
  language: 'en',
};
const playback: StripPlayback = { paused: false, mayMove: true, isConnected: true };
const state = { feed, isFailed: false, hasSource: true, pollSeconds: 60 };

/** The view with some of the values that it depends on replaced. */
const view = ({
  state: otherState = {},
  settings: otherSettings = {},
  playback: otherPlayback = {},
  isServer = false,
  at = now,
  fittingLayout,
}: {
  state?: Partial<typeof state> | { feed: undefined };
  settings?: Partial<StripSettings>;
  playback?: Partial<StripPlayback>;
  isServer?: boolean;
  at?: number;
  fittingLayout?: 'scroll' | 'rotate';
} = {}) =>
  stripView(
    { ...state, ...otherState },
    { ...settings, ...otherSettings },
    { now: at, isServer },
    { ...playback, ...otherPlayback },
    fittingLayout,
  );

test('a strip that chooses its layout scrolls or rotates by its width, and says the age below its items', () => {
  const settings = { layout: 'auto' } as const;
  expect(view({ settings })).toMatchObject({ layout: 'scroll', mover: 'marquee', isAgeBelow: true });
  const narrow = { layout: 'rotate', mover: 'rotator', isAgeBelow: true };
  expect(view({ settings, fittingLayout: 'rotate' })).toMatchObject(narrow);
  expect(view({ settings: { layout: 'rotate' } })).toMatchObject(narrow);
  expect(view({ fittingLayout: 'rotate' })).toMatchObject({ layout: 'scroll', isAgeBelow: false });
});

test('a rotating strip stands still if the reader wants no motion, and offers motion', () => {
  const still = view({ settings: { layout: 'rotate' }, playback: { mayMove: false } });
  expect(still).toMatchObject({ layout: 'rotate', mover: 'rotator', offersMotion: true });
});

test('a strip with data moves, unless the reader wants no motion', () => {
  expect(view()).toMatchObject({ layout: 'scroll', mover: 'marquee', isPlaying: true, offersMotion: false });
  expect(view({ playback: { mayMove: false } })).toMatchObject({ layout: 'row', mover: 'row', offersMotion: true });
});

test('a strip without data, outside a document or of another layout does not move', () => {
  expect(view({ state: { feed: undefined } }).mover).toBe('none');
  expect(view({ playback: { isConnected: false } }).mover).toBe('none');
  expect(view({ settings: { layout: 'row' } }).mover).toBe('row');
  expect(view({ settings: { layout: 'grid' } })).toMatchObject({ layout: 'grid', mover: 'none' });
});

test('a paused still row does not offer motion a second time', () => {
  expect(view({ playback: { mayMove: false, paused: true } })).toMatchObject({ isPlaying: false, offersMotion: false });
});

test('a server renders a moving strip as a row, which can be read without a script', () => {
  expect(view({ isServer: true }).layout).toBe('row');
  expect(view({ isServer: true, settings: { layout: 'grid' } }).layout).toBe('grid');
});

test('the label, the palette and the language come from the settings, or from the language', () => {
  expect(view()).toMatchObject({ label: 'Market prices', palette: 'green-red', lang: 'en' });
  expect(view({ settings: { language: 'ko-KR' } })).toMatchObject({ palette: 'red-blue', lang: 'ko-KR' });
  expect(view({ settings: { language: 'ko-KR', palette: 'blue-orange', label: 'Seoul' } })).toMatchObject({
    label: 'Seoul',
    palette: 'blue-orange',
  });
});

test('texts in a language that the strip does not have are marked as English', () => {
  expect(view({ settings: { language: 'de-CH' } })).toMatchObject({
    label: 'Market prices',
    lang: 'en',
    slotLang: 'de-CH',
  });
  expect(view({ settings: { language: '' } })).toMatchObject({ label: 'Market prices', lang: 'en', slotLang: '' });
});

test('the items are those of the feed, or those that are asked for, in this order', () => {
  const ids = (symbols: string | null) => view({ settings: { symbols } }).items?.map(({ id }) => id);
  expect(ids(null)).toEqual(['KOSPI', 'KOSDAQ']);
  expect(ids('KOSDAQ NIKKEI KOSPI')).toEqual(['KOSDAQ', 'NIKKEI', 'KOSPI']);
  expect(view({ state: { feed: undefined } }).items).toBeUndefined();
});

describe('the status', () => {
  test('follows the feed, the failure and the age of the data', () => {
    const of = (values: object, isStale = false) => statusOf({ ...state, ...values }, isStale);
    expect(of({ feed: undefined, hasSource: false })).toBe('idle');
    expect(of({ feed: undefined })).toBe('loading');
    expect(of({})).toBe('live');
    expect(of({}, true)).toBe('stale');
    expect(of({ isFailed: true })).toBe('error');
  });

  test('turns stale through the passing of time alone, at the time that the view names', () => {
    const { staleAt, changesAt, status, statusLine } = view();
    expect([status, statusLine]).toEqual(['live', { text: '', isWrong: false }]);
    expect(changesAt).toBe(staleAt);
    expect(view({ at: staleAt - 1 }).status).toBe('live');
    expect(view({ at: staleAt })).toMatchObject({
      status: 'stale',
      statusLine: { text: 'Not current', isWrong: true },
    });
  });

  test('says that the last refresh failed, and that the data are old', () => {
    const { staleAt } = view();
    expect(view({ state: { isFailed: true } }).statusLine).toEqual({ text: 'Update failed', isWrong: true });
    expect(view({ state: { isFailed: true }, at: staleAt }).statusLine.text).toBe('Update failed, Not current');
  });

  test('says that the first data are loading, and that nothing is wrong', () => {
    expect(view({ state: { feed: undefined } }).statusLine).toEqual({ text: 'Loading…', isWrong: false });
  });
});

test('an item’s cells keep the room that they have reserved', () => {
  const { itemView, items } = view();
  const reserved = ['000,000.00', '▲ +0,000.00', '+00.00%'] as const;
  expect(itemView(items![0]!, reserved).reservedText).toEqual(reserved);
});
