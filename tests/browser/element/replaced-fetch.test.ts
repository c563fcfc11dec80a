import { expect, html } from '@open-wc/testing';
import type { MarketTickerErrorEvent } from 'market-ticker/element.js';
import { afterEach, beforeEach, describe, test, vi, type MockInstance } from 'vitest';
import { seed, seedRows } from '../../support/fixtures/seed.js';
import { serveFeed } from '../../support/feed-server/feed.js';
import { reachesStatus, rows, strip } from './strip.js';
import { waitUntil } from './wait-until.js';

const json = JSON.stringify(seed);
const headers = { get: (name: string) => (name === 'content-type' ? 'application/json' : null) };
const text = () => Promise.resolve(json);

let warn: MockInstance;
beforeEach(() => {
  warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** A strip on a page that has replaced `fetch`, and the first error that it reports. */
async function stripWith(fetch: unknown, url = '/replaced.json') {
  vi.stubGlobal('fetch', fetch);
  const element = await strip(html`<market-ticker></market-ticker>`);
  const errors: MarketTickerErrorEvent[] = [];
  element.addEventListener('market-ticker-error', (event) => errors.push(event));
  element.src = `${url}?${Math.random()}`;
  await element.updateComplete;
  return { element, errors };
}

describe('a fetch that the page has replaced', () => {
  test.each<[string, unknown]>([
    ['without a body', () => Promise.resolve({ ok: true, status: 200, headers, text })],
    ['with a body that is no stream', () => Promise.resolve({ ok: true, status: 200, headers, text, body: json })],
    ['without headers', () => Promise.resolve({ ok: true, status: 200, text })],
    ['with headers that can’t be read', () => Promise.resolve({ ok: true, status: 200, headers: {}, text })],
    ['that is no promise', () => ({ ok: true, status: 200, headers, text })],
    ['with a text that is no promise', () => ({ ok: true, status: 200, headers, text: () => json })],
    ['with only a status', () => Promise.resolve({ ok: true, headers, text })],
  ])('and answers %s is read', async (_, fetch) => {
    const { element } = await stripWith(fetch);
    await reachesStatus(element, 'live');
    expect(rows(element)).to.deep.equal(seedRows);
    expect(warn.mock.calls).to.deep.equal([]);
  });

  test.each<[string, unknown, string]>([
    ['answers nothing', () => Promise.resolve(undefined), 'network'],
    ['rejects without a reason', () => Promise.reject(undefined as unknown as Error), 'network'],
    [
      'throws',
      () => {
        throw new Error('no');
      },
      'network',
    ],
    ['is no function', 5, 'network'],
    [
      'answers with a text that fails',
      () => ({ ok: true, headers, text: () => Promise.reject(new Error('no')) }),
      'network',
    ],
    ['answers without a text', () => Promise.resolve({ ok: true, headers }), 'syntax'],
    [
      'answers more than 1 MiB',
      () => Promise.resolve({ ok: true, headers, text: () => `"${'가'.repeat(400_000)}"` }),
      'size',
    ],
    ['answers HTML', () => Promise.resolve({ ok: true, text: () => '<p>' }), 'syntax'],
    ['answers that it failed', () => Promise.resolve({ ok: false, status: 503 }), 'http'],
  ])('and %s is a failure', async (_, fetch, kind) => {
    const { element, errors } = await stripWith(fetch);
    await reachesStatus(element, 'error');
    expect(errors[0]!.kind).to.equal(kind);
  });

  test('and neither answers nor heeds its signal is given up after ten seconds', { timeout: 30_000 }, async () => {
    const feed = await serveFeed([{ body: seed }]);
    const real = globalThis.fetch;
    const { element, errors } = await stripWith(() => new Promise(() => {}), feed.url);
    await waitUntil(() => errors.length > 0, 'the failure', { interval: 20, timeout: 30_000 });
    expect(errors[0]!.kind).to.equal('timeout');
    vi.stubGlobal('fetch', real);
    await reachesStatus(element, 'live');
  });
});
