import { describe, expect, test } from 'vitest';
import { parseFeed } from '../../../src/feed.js';
import { messagesFor } from '../../../src/i18n/index.js';
import { ageView } from '../../../src/view/age-view.js';
import { seed } from '../../support/fixtures/seed.js';

const now = Date.parse('2025-06-09T15:33:00+09:00');

describe('the age of the data', () => {
  const ageOf = (payload: unknown, at = now, language = 'en') => {
    const feed = parseFeed(payload, { now });
    const view = ageView({
      feed,
      quotes: feed.quotes,
      now: at,
      pollSeconds: 10,
      language,
      messages: messagesFor(language),
    });
    return { ...view, badges: feed.quotes.map(view.badge) };
  };
  const at = (clock: string): string => `2025-06-09T${clock}+09:00`;
  const open = { ...seed, state: 'open', delay: 0, source: null };
  const market = (...items: object[]) => ({
    ...open,
    items: items.map((item, id) => ({ id: `${id}`, price: 1, ...item })),
  });
  const MINUTE = 60_000;

  test('stands with its zone, the delay, the state and the source', () => {
    expect(ageOf(seed).text).toMatch(/^As of \d\d:\d\d [^·]+ · 20 min delay · Closed · KRX$/);
    expect(ageOf(seed, now, 'ko').text).toMatch(/기준 · 20분 지연 · 장 마감 · KRX$/);
    expect(ageOf({ ...seed, delay: 'eod', state: 'open' }).text).toMatch(/· End of day · KRX$/);
    expect(ageOf({ ...open, notice: 'No advice.' }).text).toMatch(/^As of [^·]+ · No advice\.$/);
  });

  test('is that of the newest item, otherwise that of the feed', () => {
    const time = (payload: unknown) => ageOf(payload).text.match(/\d\d:(\d\d)/)![1];
    expect(time(market({ asOf: at('15:30:00') }, { asOf: at('15:31:00') }, {}))).toBe('31');
    expect(time(market({}))).toBe('32');
  });

  test('has the date when that is not today, and the year when that is another one', () => {
    expect(ageOf(seed, now + 3 * 86_400_000).text).toMatch(/Jun 9, \d\d:\d\d/);
    expect(ageOf(seed, now + 300 * 86_400_000).text).toMatch(/Jun 9, 2025/);
  });

  test('has no time of day when the feed gives a date only, and the same date in every zone', () => {
    expect(ageOf(market({ asOf: '2025-06-06' })).text).toBe('As of Jun 6');
  });

  test('is that of the feed when the feed has none of the chosen items', () => {
    const feed = parseFeed(seed, { now });
    const view = ageView({ feed, quotes: [], now, pollSeconds: 10, language: 'en', messages: messagesFor('en') });
    expect(view.text).toMatch(/^As of \d\d:\d\d [^·]+ · 20 min delay · Closed · KRX$/);
    expect(
      ageView({
        feed: { ...feed, generatedAt: null },
        quotes: [],
        now,
        pollSeconds: 10,
        language: 'en',
        messages: messagesFor('en'),
      }).text,
    ).toBe('20 min delay · Closed · KRX');
  });

  test('comes with the state and the delay that most items have; other items have badges with theirs', () => {
    const closed = { id: 'A', price: 1, asOf: '2025-06-05', state: 'closed', delay: 'eod' };
    const live = { id: 'B', price: 1, asOf: at('15:32:59'), state: 'open', delay: 0 };
    const mostlyLive = ageOf([closed, live, { ...live, id: 'C' }]);
    expect(mostlyLive.text).toMatch(/^As of \d\d:\d\d [^·]+$/);
    expect(mostlyLive.badges).toEqual(['Closed · End of day · Jun 5', '', '']);
    // If no pair is more common than another, it is that of the first item.
    const mixed = ageOf([closed, live]);
    expect(mixed.text).toBe('As of Jun 5 · End of day · Closed');
    expect(mixed.badges[0]).toBe('');
    expect(mixed.badges[1]).toMatch(/^Open · Real time · \d\d:\d\d/);
  });

  test('does not change its texts while two sources, each with a delay of its own, are updated in turn', () => {
    const textsAt = (indices: string, rates: string) => {
      const index = { state: 'open', delay: 20, asOf: at(indices) };
      const { text, badges } = ageOf({ items: market(index, index, index, { asOf: at(rates) }).items });
      return [text.replace(/\d\d:\d\d/, ''), badges];
    };
    const texts = textsAt('15:32:10', '15:32:05');
    expect(texts[1]).toEqual(['', '', '', 'Delay unknown']);
    expect(textsAt('15:32:10', '15:32:15')).toEqual(texts);
    expect(textsAt('15:32:20', '15:32:15')).toEqual(texts);
  });

  test('is not that of an item without a price', () => {
    const missing = { price: null, state: 'closed', delay: 'eod' };
    const { text } = ageOf({ items: market(missing, missing, { asOf: at('15:32:59') }).items });
    expect(text).toMatch(/^As of \d\d:\d\d [^·]+$/);
  });

  test('says which items state no session, if the others are closed', () => {
    const { badges } = ageOf({ items: market({ state: 'closed' }, { state: 'closed' }, {}, { state: 'open' }).items });
    expect(badges).toEqual(['', '', 'Session unknown', 'Open']);
  });

  test('an open item of a closed feed has a badge that says so, and that names real time', () => {
    const { badges } = ageOf({
      ...seed,
      items: [{ id: 'A', price: 1, asOf: at('15:32:59'), state: 'open', delay: 0 }],
    });
    expect(badges).toEqual(['Open · Real time']);
    expect(
      ageOf({ ...seed, items: [{ id: 'A', price: 1, asOf: at('15:32:59'), state: 'open', delay: 0 }] }, now, 'ko')
        .badges,
    ).toEqual(['장중 · 실시간']);
  });

  test('names the state of a market that is not open; a feed without state and delay has those of its items', () => {
    const texts = ['pre', 'auction', 'post', 'closed', 'holiday', 'halted', 'open', 'unknown'].map(
      (state) =>
        ageOf({
          ...open,
          generatedAt: null,
          items: [{ id: 'A', price: 1, state, delay: 15 }],
          state: null,
          delay: null,
        }).text,
    );
    expect(texts).toEqual([
      ...['Pre-market', 'Auction', 'After hours', 'Closed', 'Holiday', 'Halted'].map(
        (word) => `15 min delay · ${word}`,
      ),
      ...['15 min delay', '15 min delay'],
    ]);
  });

  test('an open market becomes stale although no data arrive', () => {
    const feed = market({ asOf: at('15:32:30') });
    expect(ageOf(feed).staleAt).toBe(Date.parse(at('15:33:30')));
    expect(ageOf(feed).changesAt).toBe(Date.parse(at('15:33:30')));
    expect(ageOf(seed).staleAt).toBeNull();
  });

  test('a badge has only what differs from the text of the strip', () => {
    const current = { asOf: at('15:32:59') };
    const { badges } = ageOf(
      market(
        current,
        { ...current, state: 'halted' },
        { ...current, delay: 15 },
        { ...current, delay: null },
        {
          asOf: '2025-06-05',
          delay: 'eod',
        },
      ),
    );
    expect(badges).toEqual(['', 'Halted', '15 min delay', '', 'End of day · Jun 5']);
  });

  test('a badge says that the delay of an item is unknown when the strip names a delay', () => {
    const feed = { ...market({ asOf: at('15:32:59') }, { asOf: at('15:32:59'), delay: 'a little' }), delay: 20 };
    expect(ageOf(feed).badges).toEqual(['', 'Delay unknown']);
    expect(ageOf({ ...feed, delay: 'eod' }).badges).toEqual(['', 'Delay unknown']);
    expect(ageOf({ ...feed, delay: undefined }).badges).toEqual(['', '']);
  });

  test('an old item of an open market has a badge, unless the whole strip is old', () => {
    const old = { asOf: at('15:20:00') };
    expect(ageOf(market({ asOf: at('15:32:59') }, old)).badges).toEqual(['', 'Not current']);
    expect(ageOf(market(old, old)).badges).toEqual(['', '']);
    expect(ageOf(market({ asOf: at('15:32:59') }, { ...old, state: 'closed' })).badges).toEqual(['', 'Closed']);
  });

  test('a badge says that a session is unknown when the feed itself says that the market is open', () => {
    const current = { asOf: at('15:32:59'), state: 'open', delay: 20 };
    const unnamed = {
      ...market(current, { ...current, state: 'unknown', delay: 'a little' }),
      state: null,
      delay: null,
    };
    const named = { ...unnamed, state: 'open', delay: 20 };
    expect(ageOf(unnamed).badges).toEqual(['', 'Delay unknown']);
    expect(ageOf(named).badges).toEqual(['', 'Delay unknown · Session unknown']);
  });

  test('the texts change when the next item becomes stale, and at midnight', () => {
    const nearlyStale = market({ asOf: at('15:32:55') }, { asOf: at('15:32:10') });
    expect(ageOf(nearlyStale).changesAt).toBe(Date.parse(at('15:33:10')));
    const midnight = new Date(now).setHours(24, 0, 0, 0);
    expect(ageOf(seed).changesAt).toBe(midnight);
    expect(ageOf(seed, midnight + MINUTE).changesAt).toBe(Infinity);
    expect(ageOf({ ...seed, generatedAt: null, items: [{ id: 'A', price: 1 }] }).changesAt).toBe(Infinity);
  });
});
