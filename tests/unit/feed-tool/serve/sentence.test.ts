import { expect, test } from 'vitest';
import { sentences } from '../../../../src/feed-tool/serve/sentence.js';
import { viewOptions } from '../../../../src/feed-tool/serve/view-options.js';
import { parseFeed } from '../../../../src/feed.js';
import { now } from '../../../support/fixtures/parse-helpers.js';
import { seed } from '../../../support/fixtures/seed.js';
import { startServer } from './feed-under-test.js';

const timeZone = 'Asia/Seoul';
const asOf = '2025-06-09T15:30:00+09:00';
const feed = { ...seed, items: seed.items.map((item) => ({ ...item, asOf })) };
const write = (payload: unknown, language = 'en', at = now): string[] =>
  sentences(parseFeed(payload, { now }), { language, timeZone }, at).text.split('\n');
const writeOne = (fields: Record<string, unknown>, at = now): string | undefined =>
  write(
    {
      items: [
        { id: 'X', price: 100, ...fields },
        { id: 'Y', price: 1 },
      ],
    },
    'en',
    at,
  )[0];

test('each item has a sentence with its own time, delay and market state', () => {
  expect(write(feed)).toEqual([
    'KOSPI 2,855.77, up 43.72 points, 1.55 percent (As of Jun 9, 2025, 15:30 KST · 20 min delay · Closed).',
    'KOSDAQ 764.21, up 7.98 points, 1.06 percent (As of Jun 9, 2025, 15:30 KST · 20 min delay · Closed).',
    'KOSPI200 382.99, up 6.45 points, 1.72 percent (As of Jun 9, 2025, 15:30 KST · 20 min delay · Closed).',
    'USD/KRW 1,359.00, down 14.00, 1.03 percent (As of Jun 9, 2025, 15:30 KST · 20 min delay · Closed).',
    'KRX',
  ]);
});

test.each([
  ['ko', '코스피 2,855.77, 43.72포인트 상승, 1.55퍼센트 (2025년 6월 9일 15:30 한국시간 기준 · 20분 지연 · 장 마감).'],
  [
    'ja',
    'KOSPI 2,855.77、43.72ポイント、1.55パーセント上昇（2025年6月9日 15:30 韓国標準時時点 · 20分遅れ · 取引終了）。',
  ],
  ['zh', 'KOSPI 2,855.77，上涨43.72点，百分之1.55（截至2025年6月9日 韩国标准时间 15:30 · 延迟20分钟 · 已收盘）。'],
])('in %s', (language, sentence) => {
  expect(write(feed, language)[0]).toBe(sentence);
});

test('a value that is not current is said to be not current, and when that begins is known', () => {
  const item = { asOf, state: 'open', delay: 0 };
  const read = parseFeed({ ttl: 10, items: [{ id: 'X', price: 100, ...item }] }, { now });
  const at = Date.parse(asOf);
  const fresh = sentences(read, { language: 'en', timeZone }, at + 1000);
  expect(fresh.text).toBe('X 100.00 (As of Jun 9, 2025, 15:30 KST).');
  expect(fresh.changesAt).toBe(at + 60_000);
  const stale = sentences(read, { language: 'en', timeZone }, fresh.changesAt);
  expect(stale.text).toBe('X 100.00 (As of Jun 9, 2025, 15:30 KST · Not current).');
});

test('the time of the feed is not taken for the time of an item', () => {
  expect(write({ ...seed, source: undefined })[1]).toBe(
    'KOSDAQ 764.21, up 7.98 points, 1.06 percent (20 min delay · Closed).',
  );
});

test.each<[string, Record<string, unknown>, string]>([
  ['no price', { price: null }, 'X –, no value.'],
  ['an end-of-day price', { asOf: '2025-06-05', delay: 'eod' }, 'X 100.00 (As of Jun 5, 2025 · End of day).'],
  ['an unknown session', { state: 'odd' }, 'X 100.00 (Session unknown).'],
  ['an upper limit', { change: 30, limit: 'upper' }, 'X 100.00, up 30.00, 42.86 percent, upper limit.'],
  ['its own source', { source: { name: 'BOK' } }, 'X 100.00 (BOK).'],
  ['nothing but a price', {}, 'X 100.00.'],
])('an item with %s', (_, fields, sentence) => {
  expect(writeOne(fields)).toBe(sentence);
});

test('the source and the notice of the feed are said once', () => {
  expect(write({ ...feed, notice: 'No advice.' }).at(-1)).toBe('KRX · No advice.');
});

test.each<[string, string]>([
  ['', 'en'],
  ['lang=ko', 'ko'],
  ['lang=ko_KR', 'ko-KR'],
  ['lang=zh-Hant-HK', 'zh-Hant-HK'],
  ['lang=en-x-one-of-very-many', 'en'],
  ['lang=ko-u-nu-thai', 'ko'],
  ['lang=fr', 'en'],
  ['lang=%00', 'en'],
  ['lang=__proto__', 'en'],
])('the language of ?%s is %s', (query, language) => {
  expect(viewOptions(new URLSearchParams(query)).language).toBe(language);
});

test('/markets.txt is made again when an item gets old, though the feed is the same', async () => {
  let time = Date.parse(asOf);
  const payload = { ttl: 10, items: [{ id: 'X', price: 100, asOf, state: 'open' }] };
  const { request } = await startServer({ payload, now: () => time });
  const path = '/markets.txt?lang=en&time-zone=Asia/Seoul';
  const { text, headers } = await request(path);
  expect(text).toBe('X 100.00 (As of Jun 9, 2025, 15:30 KST).\n');
  expect(headers).toMatchObject({
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'public, max-age=10, stale-while-revalidate=10, stale-if-error=86400',
  });
  expect(await request(path, { 'if-none-match': headers.etag! })).toMatchObject({ status: 304 });
  time += 60_000;
  const later = await request(path, { 'if-none-match': headers.etag! });
  expect(later).toMatchObject({ status: 200, text: 'X 100.00 (As of Jun 9, 2025, 15:30 KST · Not current).\n' });
});

test('hundreds of languages and zones that nobody has are answered', async () => {
  const { request } = await startServer({ payload: seed });
  for (let index = 0; index < 150; index++) {
    const answer = await request(`/markets.txt?lang=en-x-a${index}&time-zone=Etc/GMT-${index}`);
    expect(answer).toMatchObject({ status: 200 });
  }
});
