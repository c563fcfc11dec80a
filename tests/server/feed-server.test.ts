import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFeedServer, type FeedResponse, type FeedServer } from '../support/feed-server/feed-server.js';

const body = { items: [{ id: 'KOSPI', price: 2855.77 }] };
let server: FeedServer;
let feeds = 0;

async function serve(...responses: FeedResponse[]): Promise<string> {
  const url = `${server.origin}/feed/${++feeds}`;
  const { status } = await fetch(url, { method: 'PUT', body: JSON.stringify({ responses }) });
  expect(status).toBe(204);
  return url;
}

beforeAll(async () => {
  server = await startFeedServer();
});

afterAll(() => server.close());

describe('the feed server of the tests', () => {
  test('answers with JSON that a page of another origin may read', async () => {
    const response = await fetch(await serve({ body }));

    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-expose-headers')).toContain('Retry-After');
    expect(await response.json()).toEqual(body);
  });

  test('gives each request the next response, repeats the last, and logs the requests', async () => {
    const url = await serve({ status: 503, headers: { 'Retry-After': '7' } }, { body: 'not JSON' });

    const first = await fetch(url, { headers: { accept: 'application/json' } });
    expect([first.status, first.headers.get('retry-after')]).toEqual([503, '7']);
    expect(await (await fetch(url)).text()).toBe('not JSON');
    expect(await (await fetch(url)).text()).toBe('not JSON');

    const log = (await (await fetch(`${url}/log`)).json()) as { headers: Record<string, string> }[];
    expect(log).toHaveLength(3);
    expect(log[0]?.headers.accept).toBe('application/json');
  });

  test('answers 304 to a request with the current ETag', async () => {
    const url = await serve({ body });
    const etag = (await fetch(url)).headers.get('etag') ?? '';

    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await fetch(url, { headers: { 'if-none-match': '"another"' } })).status).toBe(200);
  });

  test('breaks the connection before a response: reset', async () => {
    await expect(fetch(await serve({ fault: 'reset' }))).rejects.toThrow('fetch failed');
  });

  test('ends the body too early: cut', async () => {
    const response = await fetch(await serve({ body, fault: 'cut' }));

    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  test('accepts the request and never completes the response: hang and slow', async () => {
    const [hung, dripping] = [await serve({ fault: 'hang' }), await serve({ body, fault: 'slow' })];
    // Long enough for both requests to arrive on a busy machine.
    const options = { signal: AbortSignal.timeout(500) };

    await Promise.all([
      expect(fetch(hung, options)).rejects.toThrow('timeout'),
      expect(fetch(dripping, options).then((response) => response.text())).rejects.toThrow('timeout'),
    ]);
    expect(await (await fetch(`${hung}/log`)).json()).toHaveLength(1);
  });

  test('sends the body and keeps the response open: open', async () => {
    const response = await fetch(await serve({ body: 'data: {}\n\n', fault: 'open' }));
    const reader = response.body!.getReader();

    expect(new TextDecoder().decode((await reader.read()).value)).toBe('data: {}\n\n');
    const ended = reader.read().then(() => 'ended');
    expect(await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 40, 'open'))])).toBe('open');
    await reader.cancel();
  });

  test('sends more to all open responses until they are ended: open', async () => {
    const url = await serve({ body: 'data: 1\n\n', fault: 'open' });
    const listeners = [await fetch(url), await fetch(url)].map((response) => response.body!.getReader());
    const received = async () =>
      Promise.all(listeners.map(async (reader) => new TextDecoder().decode((await reader.read()).value)));
    expect(await received()).toEqual(['data: 1\n\n', 'data: 1\n\n']);
    expect(await (await fetch(`${url}/open`)).json()).toBe(2);

    await fetch(`${url}/open`, { method: 'PUT', body: 'data: 2\n\n' });
    expect(await received()).toEqual(['data: 2\n\n', 'data: 2\n\n']);

    await fetch(`${url}/open`, { method: 'PUT', body: '' });
    expect((await listeners[0]!.read()).done).toBe(true);
    await expect.poll(async () => (await fetch(`${url}/open`)).json()).toBe(0);
  });

  test('allows a browser to PUT from another origin', async () => {
    const { status, headers } = await fetch(await serve({}), { method: 'OPTIONS' });
    expect([status, headers.get('access-control-allow-methods')]).toEqual([204, 'GET, PUT, OPTIONS']);
  });

  test('ends hanging requests on close()', async () => {
    const other = await startFeedServer();
    const url = `${other.origin}/feed/x`;
    await fetch(url, { method: 'PUT', body: JSON.stringify({ responses: [{ fault: 'hang' }] }) });
    const hanging = expect(fetch(url)).rejects.toThrow('fetch failed');
    await new Promise((resolve) => setTimeout(resolve, 20));
    await other.close();
    await hanging;
  });
});
