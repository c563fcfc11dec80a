import { describe, expect, test } from 'vitest';
import { metrics } from '../../../../src/feed-tool/serve/metrics.js';
import { SourceError } from '../../../../src/feed-tool/types.js';
import { now } from '../../../support/fixtures/parse-helpers.js';
import { seed } from '../../../support/fixtures/seed.js';
import { engineUnderTest, sourceState, startServer } from './feed-under-test.js';

const failed = sourceState('exim', {
  config: { name: 'exim', url: 'http://a/?key=SECRET-KEY-1', budget: 1000, licence: 'Free, with the source named.' },
  ...{ isFresh: false, failures: 3, receivedAt: undefined, nextRequestAt: undefined },
  error: new SourceError('status', 'the source responded with 429 to SECRET%2DKEY-1', { status: 429 }),
});
const states = [sourceState('krx'), failed];

describe('/health', () => {
  test('says how each source is', async () => {
    const { request, engine } = await startServer({ states, secrets: ['SECRET-KEY-1'] });
    engine.show(seed, ['JPY/KRW']);
    const { status, headers, text } = await request('/health');
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store' });
    expect(JSON.parse(text)).toEqual({
      status: 'degraded',
      time: '2025-06-09T06:33:00.000Z',
      feed: { items: 4, missing: ['JPY/KRW'], changedAt: '2025-06-09T06:32:05.000Z', ageSeconds: 55 },
      sources: {
        krx: {
          isFresh: true,
          lastSuccess: '2025-06-09T06:32:00.000Z',
          ageSeconds: 60,
          lastRequest: '2025-06-09T06:31:59.900Z',
          nextRequest: '2025-06-09T06:33:01.000Z',
          failuresInRow: 0,
          lastError: null,
          requestsInDay: 7,
          budget: null,
          licence: null,
        },
        exim: {
          isFresh: false,
          lastSuccess: null,
          ageSeconds: null,
          lastRequest: '2025-06-09T06:31:59.900Z',
          nextRequest: null,
          failuresInRow: 3,
          lastError: { kind: 'status', message: 'the source responded with 429 to …', status: 429 },
          requestsInDay: 7,
          budget: 1000,
          licence: 'Free, with the source named.',
        },
      },
    });
  });

  test('is ok if all sources are fresh and no item is missing', async () => {
    const { request, engine } = await startServer({ states: [sourceState('krx')] });
    engine.show(seed);
    expect(JSON.parse((await request('/health')).text)).toMatchObject({ status: 'ok' });
    engine.show({ ...seed, ttl: 5 }, ['X']);
    expect(JSON.parse((await request('/health')).text)).toMatchObject({ status: 'degraded' });
  });

  test('is down without a feed', async () => {
    const { request } = await startServer({ states });
    const { status, text } = await request('/health');
    expect([status, JSON.parse(text)]).toMatchObject([503, { status: 'down', feed: null, sources: { krx: {} } }]);
  });

  test('has HEAD, for monitors', async () => {
    const { request } = await startServer({ payload: seed });
    expect(await request('/health', {}, 'HEAD')).toMatchObject({ status: 200, text: '' });
  });
});

describe('/metrics', () => {
  test('is OpenMetrics: each family has its type first, then its unit, its help and its samples', async () => {
    const { request } = await startServer({ states, payload: seed });
    const { headers, text } = await request('/metrics');
    expect(headers).toMatchObject({
      'content-type': 'application/openmetrics-text; version=1.0.0; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(text.endsWith('\n# EOF\n')).toBe(true);
    expect(text).not.toContain('SECRET');
    const families = text.split(/^(?=# TYPE)/m);
    const names = families.map((family) => /^# TYPE (\w+) /.exec(family)![1]!);
    expect(new Set(names).size).toBe(names.length);
    for (const [index, family] of families.entries()) {
      const name = names[index]!;
      const [, type, unit] =
        /^# TYPE \w+ (gauge|counter)\n(?:# UNIT \w+ (\w+)\n)?# HELP \w+ .+\n(?:\w+(?:\{source="\w+"\})? [\d.]+\n)*(?:# EOF\n)?$/.exec(
          family,
        )!;
      for (const [sample] of family.matchAll(/^market_ticker_feed_\w+/gm))
        expect(sample).toBe(type === 'counter' ? `${name}_total` : name);
      expect(name.endsWith('_total')).toBe(false);
      expect(name.endsWith('_seconds')).toBe(unit === 'seconds');
    }
  });

  test('has the figures of each source, and none that are unknown', async () => {
    const { request } = await startServer({ states, payload: seed });
    const { text } = await request('/metrics');
    for (const line of [
      'source_requests_total{source="krx"} 9',
      'source_failures_total{source="exim"} 2',
      'source_fresh{source="krx"} 1',
      'source_fresh{source="exim"} 0',
      'source_failures_in_row{source="exim"} 3',
      'source_requests_in_day{source="krx"} 7',
      'source_budget{source="exim"} 1000',
      'source_last_success_timestamp_seconds{source="krx"} 1749450720',
      'items 4',
      'age_seconds 55',
      'updates_total 1',
    ])
      expect(text).toContain(`\nmarket_ticker_feed_${line}\n`);
    for (const name of ['source_budget{source="krx"}', 'source_last_success_timestamp_seconds{source="exim"}'])
      expect(text).not.toContain(name);
  });

  test('has no samples of a feed that there is not', async () => {
    const { request } = await startServer();
    expect((await request('/metrics')).text).not.toMatch(/^market_ticker_feed_(?:items|age_seconds) /m);
  });

  test('a label keeps quotes, backslashes and line feeds', () => {
    const engine = engineUnderTest([sourceState('a"b\\c\nd')]);
    const streams = { open: 0, events: 0, refused: 0, behind: 0 };
    const published = { sent: 0, failed: 0 };
    const text = metrics({ engine, version: undefined, streams, published, updates: 0, now });
    expect(text).toContain(String.raw`_source_fresh{source="a\"b\\c\nd"} 1`);
  });
});
