import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseFeed } from 'market-ticker/feed.js';
import { Log, LogLevel, Miniflare } from 'miniflare';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { currencies, indices, startSources } from './two-sources.js';

const ADDRESS = 'https://news.example/markets.json';
const SECRET = 'key-that-nobody-may-see';

let folder: string;
let script: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'worker-'));
  const resolve = (path: string): string => join(import.meta.dirname, '../../..', path);
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: {
      alias: [{ find: /^market-ticker\/(feed|adapters\/[\w-]+)\.js$/, replacement: resolve('src/$1.ts') }],
    },
    ssr: { noExternal: true, target: 'webworker' },
    build: { ssr: resolve('docs/feed-tool/worker.js'), outDir: folder, minify: false },
  });
  script = readFileSync(join(folder, 'worker.js'), 'utf8');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function startWorker(origin: string, code = script) {
  const worker = new Miniflare({
    modules: true,
    script: code,
    compatibilityDate: /compatibility_date = "(.*)"/.exec(readFileSync('docs/feed-tool/wrangler.toml', 'utf8'))![1]!,
    cache: true,
    log: new Log(LogLevel.NONE),
    handleRuntimeStdio: () => undefined,
    bindings: {
      ADDRESS,
      INDICES: `${origin}/indices?serviceKey=${SECRET}`,
      CURRENCIES: `${origin}/currencies?authkey=${SECRET}&searchdate={day}`,
    },
  });
  await worker.ready;
  onTestFinished(() => worker.dispose());
  const get = (headers: Record<string, string> = {}, method = 'GET') =>
    worker.dispatchFetch(ADDRESS, { headers, method });
  // The types of miniflare know `scheduled` only together with another package of types.
  const { scheduled } = (await worker.getWorker()) as unknown as { scheduled: (event: object) => Promise<unknown> };
  const runCron = () => scheduled({ cron: '7 * * * *' });
  return { worker, get, runCron };
}

const idsAndPrices = (text: string) => parseFeed(JSON.parse(text)).quotes.map(({ id, price }) => [id, price]);

describe('the Worker of the docs, in workerd', () => {
  test('merges its sources to one feed, with the headers of a cache, and asks them once for many readers', async () => {
    const { origin, requests } = await startSources();
    const { get } = await startWorker(origin);
    const response = await get();
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(idsAndPrices(text)).toEqual([
      ['KOSPI', 3166.05],
      ['USD/KRW', 1451.3],
    ]);
    expect(parseFeed(JSON.parse(text))).toMatchObject({ issues: [], ttl: 60 });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/json',
      'cache-control': expect.stringMatching(/max-age=60, .*stale-if-error=86400/) as string,
      'access-control-allow-origin': '*',
      etag: expect.stringMatching(/^"\S+"$/) as string,
    });
    for (let reader = 0; reader < 20; reader++) expect(await (await get()).text()).toBe(text);
    expect(requests).toHaveLength(2);
  });

  test('asks for the day in Seoul, and says that a rate without a time is of that day', async () => {
    const { origin, requests } = await startSources();
    const { get } = await startWorker(origin);
    const feed = parseFeed(await (await get()).json());
    const day = /searchdate=(\d{4})(\d\d)(\d\d)$/.exec(requests.find((url) => url.startsWith('/currencies'))!)!;
    const dollar = feed.quotes.find(({ id }) => id === 'USD/KRW')!;
    expect(dollar).toMatchObject({ asOf: Date.parse(day.slice(1).join('-')), delay: 'eod' });
  });

  test('answers 304 to a reader who has the feed, whatever a cache did to the ETag', async () => {
    const { origin } = await startSources();
    const { get } = await startWorker(origin);
    const etag = (await get()).headers.get('etag')!;
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const response = await get({ 'If-None-Match': known });
      expect([response.status, response.headers.get('etag')]).toEqual([304, etag]);
    }
    expect((await get({ 'If-None-Match': '"other"' })).status).toBe(200);
  });

  test('has the last good feed, byte for byte, while all sources are down, and the new one after that', async () => {
    const { origin, answers } = await startSources();
    const { get, runCron } = await startWorker(origin);
    const before = await (await get()).text();
    Object.assign(answers, { indices: undefined, currencies: undefined });
    await runCron();
    expect(await (await get()).text()).toBe(before);
    Object.assign(answers, { indices: indices('3200.5'), currencies });
    await runCron();
    expect(idsAndPrices(await (await get()).text())).toEqual([
      ['KOSPI', 3200.5],
      ['USD/KRW', 1451.3],
    ]);
  });

  test.each([
    ['is down', undefined],
    ['has no rates on a holiday', []],
    ['answers with an error', { cmmMsgHeader: { errMsg: 'SERVICE ERROR' } }],
  ])('keeps the last good values of a source that %s, and goes on with the other one', async (_, answer) => {
    const { origin, answers } = await startSources();
    const { get, runCron } = await startWorker(origin);
    await get();
    Object.assign(answers, { indices: indices('3200.5'), currencies: answer });
    await runCron();
    const feed = parseFeed(await (await get()).json());
    expect(feed.quotes.map(({ id, price }) => [id, price])).toEqual([
      ['KOSPI', 3200.5],
      ['USD/KRW', 1451.3],
    ]);
  });

  test('no longer says that a market is open or closed when its source has been down for three paces', async () => {
    const { origin, answers } = await startSources();
    const code = script.replace('PACE = 3600;', 'PACE = 0.5;');
    expect(code).not.toBe(script);
    const { get, runCron } = await startWorker(origin, code);
    const states = async () => parseFeed(await (await get()).json()).quotes.map(({ id, state }) => [id, state]);
    expect(await states()).toEqual([
      ['KOSPI', 'closed'],
      ['USD/KRW', null],
    ]);
    Object.assign(answers, { indices: undefined });
    await expect
      .poll(async () => {
        await runCron();
        return states();
      })
      .toEqual([
        ['KOSPI', 'unknown'],
        ['USD/KRW', null],
      ]);
  });

  test('answers 503 with Retry-After before any source has answered, and asks no source for each reader', async () => {
    const { origin, answers, requests } = await startSources();
    Object.assign(answers, { indices: undefined, currencies: undefined });
    const { get } = await startWorker(origin);
    const statuses = [];
    for (let reader = 0; reader < 5; reader++) {
      const response = await get();
      statuses.push(response.status);
      expect(response.headers.get('retry-after')).toBe('10');
      expect(await response.text()).not.toContain(SECRET);
    }
    expect(statuses).toEqual([503, 503, 503, 503, 503]);
    expect(requests).toHaveLength(2);
  });

  test('has no other address and no other method', async () => {
    const { origin, requests } = await startSources();
    const { worker, get } = await startWorker(origin);
    expect((await worker.dispatchFetch('https://news.example/markets.json/more')).status).toBe(404);
    const posted = await get({}, 'POST');
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect(requests).toEqual([]);
    const head = await get({}, 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});
