import Ajv from 'ajv';
import { parseFeed } from 'market-ticker/feed.js';
import { describe, expect, test } from 'vitest';
import { codeBlocks } from '../../../demo/builder/code-blocks.js';
import { feedConfig, lacksSourceAddress } from '../../../demo/builder/feed-config.js';
import { DEFAULTS, type State } from '../../../demo/builder/state.js';
import { parsePayload, suggestReadings } from '../../../demo/builder/suggest-readings.js';
import type { FeedConfig } from '../../../src/feed-tool/config/feed-config.js';
import schema from '../../../src/feed-tool/config/feed.config.schema.json' with { type: 'json' };
import { openApi, portalRow } from '../../support/fixtures/adapters/krx.js';

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
const isConfig = ajv.compile(schema);

const now = Date.parse('2027-03-10T15:33:00+09:00');
const state = (some: Partial<State>): State => ({ ...DEFAULTS, ...some });

/** Returns the configuration for a state. It is valid by the schema. */
function configOf(some: Partial<State>): FeedConfig {
  const config = JSON.parse(feedConfig(state(some)).config) as FeedConfig;
  expect(isConfig(config), ajv.errorsText(isConfig.errors)).toBe(true);
  return config;
}

/** Feeds that a publisher may paste. */
const PAYLOADS: Record<string, unknown> = {
  'the tag’s own shape': { version: 1, items: [{ id: 'KOSPI', price: 2855.77, change: 43.72 }] },
  'a shape of its own': {
    data: { rows: [{ ticker: 'KOSPI', last: '2,855.77', chg: '-43.72', chgPct: '-1.51', time: '2027-03-10 15:30' }] },
  },
  'a flat object': { kospi: '2,855.77', kospi_change: '43.72', kosdaq: '764.21', kosdaq_change: '-7.98' },
  'an answer of the exchange': openApi,
  'an answer of data.go.kr': { response: { body: { items: { item: [portalRow('KOSPI시리즈', '코스피')] } } } },
  'an answer of Korea Eximbank': [{ result: 1, cur_unit: 'USD', deal_bas_r: '1,451.3' }],
};

describe('the configuration of the feed tool', () => {
  test.each(Object.entries(PAYLOADS))('reads %s as the builder does', (_, payload) => {
    const { adapter, paths } = suggestReadings(payload, now)[0]!;
    const [source] = configOf({ sample: JSON.stringify(payload), adapter, paths }).sources;
    const read = parseFeed(payload, { adapter: source!.adapter ?? 'canonical', paths: source!.paths, now });
    expect(read.quotes.length).toBeGreaterThan(0);
    expect(read).toEqual(parsePayload(payload, adapter, paths, now));
  });

  test('has the chosen items in their order, each once, and all items if none was chosen', () => {
    expect(configOf({ symbols: 'USD/KRW KOSPI, KOSDAQ KOSPI' }).items).toEqual(['USD/KRW', 'KOSPI', 'KOSDAQ']);
    expect(configOf({ symbols: 'x'.repeat(65) })).not.toHaveProperty('items');
    expect(configOf({})).not.toHaveProperty('items');
  });

  test('has the address of the source, and a placeholder where the builder knows none', () => {
    const src = 'https://quotes.example/all?day={date}';
    expect(configOf({ src }).sources[0]!.url).toBe(src);
    expect(lacksSourceAddress(state({ src }))).toBe(false);
    for (const some of [{}, { src: '' }, { src: '/markets.json' }, { src, sample: '[]' }]) {
      expect(configOf(some).sources[0]!.url).toBe('https://example.com/quotes.json');
      expect(lacksSourceAddress(state(some))).toBe(true);
    }
  });

  test('takes keys out of the address', () => {
    const src = 'https://apis.example/index?serviceKey=a%2Bb%3D%3D&numOfRows=9&x-api-key=7#end';
    const { config, keys } = feedConfig(state({ src }));
    expect((JSON.parse(config) as FeedConfig).sources[0]!.url).toBe(
      'https://apis.example/index?serviceKey=${SERVICE_KEY}&numOfRows=9&x-api-key=${X_API_KEY}#end',
    );
    expect(Object.fromEntries(keys)).toEqual({ SERVICE_KEY: 'a%2Bb%3D%3D', X_API_KEY: '7' });
    expect(feedConfig(state({ src: 'https://a.example/?key=${MINE}' })).keys.size).toBe(0);
  });

  test.each([
    ['http://localhost:8000/a.json', ['localhost']],
    ['http://192.168.1.7/a.json', ['192.168.1.7']],
    ['http://[::1]/a.json', ['[::1]']],
    ['https://example.com/a.json', undefined],
    ['https://172.32.0.1/a.json', undefined],
  ])('names the host of %s if it is of the own network', (src, hosts) =>
    expect(configOf({ src }).allowPrivate).toEqual(hosts),
  );

  test('has the pace that was set, and no mapping that its adapter does not use', () => {
    expect(configOf({ interval: '30' }).sources[0]).toMatchObject({ every: 30 });
    expect(configOf({ interval: '0' }).sources[0]).not.toHaveProperty('every');
    expect(configOf({ adapter: 'canonical', paths: '{"id": "x"}' }).sources[0]).not.toHaveProperty('paths');
    expect(configOf({ adapter: 'krx' }).sources[0]).toMatchObject({ name: 'krx', adapter: 'krx' });
  });
});

describe('the pieces to paste', () => {
  const pieces = (some: Partial<State>) =>
    Object.fromEntries(
      codeBlocks('feed', state(some), { version: '1', isPublished: true, integrity: {} }).map(({ place, code }) => [
        place,
        code,
      ]),
    );

  test('are the configuration, the commands, and a tag that reads the feed as it is', () => {
    const {
      'feed.config.json': config,
      terminal,
      body,
      ...others
    } = pieces({
      src: 'https://quotes.example/all',
      adapter: 'paths',
      paths: '{"id": "x"}',
      symbols: 'A B',
      lang: 'ko',
      stream: 'https://quotes.example/stream',
    });
    expect(JSON.parse(config!)).toMatchObject({ items: ['A', 'B'] });
    expect(terminal).toBe('npm install market-ticker\nnpx market-ticker-feed check\nnpx market-ticker-feed serve');
    expect(body).toBe('<market-ticker src="/markets.json" stream="/markets/stream" lang="ko"></market-ticker>');
    expect(others).toEqual({});
  });

  test('have the key in a file of its own, which the commands read', () => {
    const found = pieces({ src: 'https://quotes.example/all?authkey=7' });
    expect(found['.env']).toBe('AUTHKEY=7');
    expect(found.terminal).toContain('serve --env-file .env');
    for (const place of ['feed.config.json', 'terminal', 'body']) expect(found[place]).not.toContain('=7');
  });
});
