import { describe, expect, test } from 'vitest';
import '../../../src/adapters/naver.js';
import { legacy, legacyIndex, legacyShare } from '../../support/fixtures/adapters/naver.js';
import { issuesOf, noItems, quote, parserFor } from '../../support/fixtures/adapters/read.js';

const parse = parserFor('naver');
const firstQuote = (payload: unknown) => parse(payload).quotes[0]!;

/** Makes a payload with several areas. */
const areas = (...named: (readonly [name: string, ...rows: object[]])[]) => {
  const answer = legacy('', {});
  return { ...answer, result: { ...answer.result, areas: named.map(([name, ...datas]) => ({ name, datas })) } };
};
const index = ['SERVICE_INDEX', legacyIndex] as const;
const share = ['SERVICE_ITEM', legacyShare] as const;

describe('the legacy response', () => {
  test('numbers of an index are integers times 100, percents are not', () => {
    const feed = parse(legacy('SERVICE_INDEX', legacyIndex));
    expect(feed).toMatchObject({ ttl: 50, issues: [] });
    expect(feed.quotes).toEqual([
      quote({
        id: 'KOSPI200',
        name: { ko: '코스피200', en: 'KOSPI200' },
        kind: 'index',
        price: 421.37,
        change: -6.38,
        changePercent: -1.49,
        previousClose: 427.75,
        direction: 'down',
        asOf: Date.parse('2027-03-10T06:58:00Z'),
        state: 'closed',
      }),
    ]);
  });

  test('prices of shares are in whole won', () => {
    const feed = parse(legacy('SERVICE_ITEM', legacyShare));
    expect(feed.issues).toEqual([]);
    expect(feed.quotes).toEqual([
      quote({
        id: '098760',
        name: { ko: '가나전자' },
        kind: 'equity',
        price: 51200,
        change: 700,
        changePercent: 1.39,
        previousClose: 50500,
        direction: 'up',
        decimals: 0,
        asOf: Date.parse('2027-03-10T06:58:00Z'),
        state: 'open',
      }),
    ]);
  });

  test('a previous close without other numbers is scaled as well', () => {
    const { cd, nv, pcv } = legacyIndex;
    expect(firstQuote(legacy('SERVICE_INDEX', { cd, nv, pcv }))).toMatchObject({
      change: -6.38,
      previousClose: 427.75,
    });
  });

  test('several areas in one payload keep their own scales and paths', () => {
    const areas = [
      { name: 'SERVICE_INDEX', datas: [legacyIndex, null] },
      { name: 'SERVICE_ITEM', datas: [legacyShare, ''] },
    ];
    const feed = parse({ result: { areas } });
    expect(feed.quotes.map(({ price }) => price)).toEqual([421.37, 51200]);
    expect(feed.ttl).toBeNull();
    expect(issuesOf(feed)).toEqual([
      'result.areas.0.datas[1] not-an-item skipped',
      'result.areas.1.datas[1] not-an-item skipped',
    ]);
  });

  test('without areas, or with areas that are no lists, the payload is refused', () => {
    expect(parse({ result: { areas: [] } })).toMatchObject(noItems);
    expect(parse({ result: { areas: 'none' } }).quotes).toEqual([]);
  });
});

describe('an area of an unknown name', () => {
  test('shares, which are known by their codes, are read in whole won', () => {
    const feed = parse(areas(['SERVICE_RECENT_ITEM', legacyShare]));
    expect(feed.quotes).toMatchObject([{ id: '098760', price: 51200, change: 700, previousClose: 50500 }]);
    expect(feed.issues).toEqual([]);
  });

  test.each(['SERVICE_WORLD', 'SERVICE_INDEX_2', 'service_index', ''])(
    'numbers in `%s` have an unknown unit, so they are left out and reported',
    (name) => {
      const feed = parse(areas([name, legacyIndex, legacyShare], share));
      expect(feed.quotes.map(({ id }) => id)).toEqual(['098760']);
      expect(issuesOf(feed)).toEqual([
        'result.areas.0.datas[0] unknown-scale skipped',
        'result.areas.1.datas[0].id duplicate-id skipped',
      ]);
      expect(feed.issues[0]!.value).toMatchObject({ id: 'KPI200', price: 42137 });
    },
  );

  test('is read in the unit that the page gives', () => {
    const feed = parse(areas(['SERVICE_WORLD', legacyIndex]), { scale: 0.01 });
    expect(feed).toMatchObject({ quotes: [{ id: 'KOSPI200', price: 421.37 }], issues: [] });
  });
});

describe('a page’s own mapping with several areas', () => {
  test('is reported once where it is wrong', () => {
    expect(issuesOf(parse(areas(index, share), { zone: 'KST' }))).toEqual(['paths.zone wrong-mapping dropped']);
  });

  test('has a path reported that no area has, and not one that some area has', () => {
    expect(issuesOf(parse(areas(index, share), { url: 'link' }))).toEqual(['paths.url not-found kept']);
    const linked = areas(index, ['SERVICE_ITEM', { ...legacyShare, link: '/098760' }]);
    expect(parse(linked, { url: 'link' })).toMatchObject({ quotes: [{ url: null }, { url: '/098760' }], issues: [] });
  });

  test('can translate its codes, and a translation that is no direction is reported', () => {
    const words = { direction: { 9: 'up', 8: 'upwards' } };
    const feed = parse(areas(['SERVICE_INDEX', { ...legacyIndex, rf: '9', cr: 1.54, pcv: undefined }]), { words });
    expect(feed.quotes).toMatchObject([{ direction: 'up', change: 6.38 }]);
    expect(issuesOf(feed)).toEqual(['paths.words.direction.8 wrong-mapping dropped']);
  });

  test('can keep the newest row of each id from all areas together', () => {
    const day = (asOf: string, nv: number) => ({ cd: 'KPI200', asOf, nv });
    const days = areas(['SERVICE_INDEX', day('20270308', 42775)], ['SERVICE_INDEX', day('20270309', 42137)]);
    const feed = parse(days, { keep: 'newest', asOf: 'asOf' });
    expect(feed).toMatchObject({ quotes: [{ id: 'KOSPI200', price: 421.37 }], issues: [] });
  });
});

test('times without an offset are Seoul times', () => {
  const timed = areas(['SERVICE_INDEX', { ...legacyIndex, at: '20270310155800' }]);
  expect(parse(timed, { asOf: 'at' }).quotes).toMatchObject([{ asOf: Date.parse('2027-03-10T06:58:00Z') }]);
});
