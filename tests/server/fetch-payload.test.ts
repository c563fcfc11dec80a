import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { expect, onTestFinished, test, vi } from 'vitest';
import { fetchPayload } from '../../src/feed.js';
import { startUpstream, type Upstream } from './edge/upstream.js';

async function upstreamThat(answer: Upstream['answer']): Promise<Upstream> {
  const upstream = await startUpstream(answer);
  onTestFinished(upstream.close);
  return upstream;
}

const json =
  (body: string | Buffer, headers: Record<string, string> = {}): Upstream['answer'] =>
  (response) =>
    void response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(body);

/** Writes until the connection is closed, without waiting for more than the client takes. */
function endless(response: ServerResponse, part: string | Buffer): () => number {
  let bytes = 0;
  const write = (): void => {
    while (!response.destroyed && ((bytes += part.length), response.write(part)));
  };
  response.on('drain', write).on('error', () => undefined);
  write();
  return () => bytes;
}

/** More encodings than Node's `fetch` accepts. */
const sixfold = Array(6).fill('gzip').join(', ');
const filler = Buffer.alloc(100_000, 32);

const failureOf = (address: string, seconds = 10): Promise<string> =>
  fetchPayload(address, seconds).then(
    () => 'none',
    (error: Error) => error.message,
  );

test('an answer of exactly 1 MiB is read, also with a byte order mark', async () => {
  const body = `"${'x'.repeat(2 ** 20 - 5)}"`;
  const { url } = await upstreamThat(json(`\ufeff${body}`));
  expect(await fetchPayload(url, 10)).toBe('x'.repeat(2 ** 20 - 5));
});

for (const [what, pack, encoding] of [
  ['gzip', (body: Buffer) => gzipSync(body, { level: 1 }), 'gzip'],
  ['brotli', (body: Buffer) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }), 'br'],
] as const)
  test(`64 MiB packed as ${what} are refused with less than 32 MiB in memory`, async () => {
    const packed = pack(Buffer.alloc(64 * 2 ** 20, 32));
    const { url } = await upstreamThat(json(packed, { 'content-encoding': encoding }));
    const before = process.memoryUsage.rss();
    expect(await failureOf(url)).toBe('the upstream’s response is larger than 1 MiB');
    expect(process.memoryUsage.rss() - before).toBeLessThan(32 * 2 ** 20);
  });

test('an answer that is packed as was asked for is read', async () => {
  const upstream = await upstreamThat(json(gzipSync('[1]'), { 'content-encoding': 'gzip' }));
  expect(await fetchPayload(upstream.url)).toEqual([1]);
  upstream.answer = json(brotliCompressSync('[2]'), { 'content-encoding': 'br' });
  expect(await fetchPayload(upstream.url)).toEqual([2]);
});

for (const [what, encoding, end] of [
  ['breaks off', sixfold, (response) => void response.write(filler, () => response.destroy())],
  ['ends', sixfold, (response) => void response.end(filler)],
  ['never ends', sixfold, (response) => void endless(response, filler)],
  ['is no deflate', 'deflate', (response) => void response.write(' ', () => response.end(filler))],
  ['is no gzip', 'gzip', (response) => void response.write(' ', () => response.end(filler))],
  ['has an unknown packing', 'zstd', (response) => void response.end(filler)],
] satisfies [string, string, Upstream['answer']][])
  test(`an answer packed as “${encoding}” that ${what} is a failure, and its connection is closed`, async () => {
    const closed: Promise<unknown>[] = [];
    const { url } = await upstreamThat((response) => {
      closed.push(once(response, 'close'));
      response.writeHead(200, { 'content-encoding': encoding }).flushHeaders();
      end(response);
    });
    expect(await failureOf(url, 2)).toMatch(/not JSON|larger than 1 MiB|aborted|header check/);
    expect(closed.length).toBe(1);
    await Promise.all(closed);
  });

test('an answer without an end is refused, and its connection is closed', async () => {
  let sent = (): number => 0;
  let closed: Promise<unknown> = Promise.resolve();
  const { url } = await upstreamThat((response) => {
    closed = once(response, 'close');
    response.writeHead(200);
    sent = endless(response, ' '.repeat(2 ** 16));
  });
  expect(await failureOf(url)).toBe('the upstream’s response is larger than 1 MiB');
  await closed;
  expect(sent()).toBeLessThan(32 * 2 ** 20); // What the buffers of two sockets hold.
});

for (const [what, answer] of Object.entries({
  'never begins': () => undefined,
  'ends after its headers': (response) => void response.writeHead(200).flushHeaders(),
  'drips, a byte at a time': (response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(drip));
  },
  'redirects, and then drips': (response) => {
    if (response.req.url === '/prices') return void response.writeHead(302, { location: '/drip' }).end();
    response.writeHead(200).write('[');
  },
} satisfies Record<string, Upstream['answer']>))
  test(`an answer that ${what} is given up in time, and its connection is closed`, async () => {
    let closed: Promise<unknown> = Promise.resolve();
    const { url } = await upstreamThat((response) => {
      closed = once(response, 'close');
      answer(response);
    });
    expect(await failureOf(url, 0.3)).toBe('the upstream’s response was not complete after 0.3 s');
    await closed;
  });

test('a redirect within the origin is followed', async () => {
  const { url } = await upstreamThat((response) => {
    if (response.req.url === '/prices') return void response.writeHead(308, { location: '/prices/' }).end();
    json('[1]')(response);
  });
  expect(await fetchPayload(url, 10)).toEqual([1]);
});

test('a redirect to another origin is not followed, however it is written', async () => {
  const other = await upstreamThat(json('[1]'));
  let location = '';
  let status = 302;
  const { url, port } = await upstreamThat((response) => void response.writeHead(status, { location }).end('moved'));
  for (const written of [
    other.url,
    `//127.0.0.1:${other.port}/`,
    `/\\127.0.0.1:${other.port}/`,
    `http:\\\\127.0.0.1:${other.port}`,
    `http://127.0.0.1:${port}@127.0.0.1:${other.port}/`,
    `https://127.0.0.1:${port}/prices`,
    `http://localhost:${port}/prices`,
    'http://169.254.169.254/latest/meta-data/',
    'file:///etc/passwd',
    'data:application/json,[1]',
    'http://[',
  ])
    for (status of [301, 302, 303, 307, 308]) {
      location = written;
      expect([written, await failureOf(url)]).toEqual([written, 'the upstream redirects to a different origin']);
    }
  expect(other.requests.length).toBe(0);
});

test('redirects without an end are six requests', async () => {
  const upstream = await upstreamThat((response) => void response.writeHead(302, { location: '/prices' }).end());
  expect(await failureOf(upstream.url)).toBe('the upstream redirects more than 5 times');
  expect(upstream.requests.length).toBe(6);
});

test('an answer that is not JSON is refused in words of ours, not of the upstream', async () => {
  const upstream = await upstreamThat(() => undefined);
  for (const body of [
    '',
    '<!doctype html>',
    '{"items":[',
    'All is well\n',
    '[1] and more',
    '\u0000',
    'NaN',
    Buffer.from([0xff, 0xfe]),
  ]) {
    upstream.answer = json(body);
    expect(await failureOf(upstream.url)).toBe('the upstream’s response is not JSON');
  }
});

test('an answer that breaks off, lies about its length or its packing, or has endless headers is a failure', async () => {
  const upstream = await upstreamThat(() => undefined);
  for (const answer of [
    (response) => response.destroy(),
    (response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('[1]');
      setImmediate(() => response.destroy());
    },
    json('[1]', { 'content-encoding': 'gzip' }),
    json(gzipSync(gzipSync('[1]')), { 'content-encoding': 'gzip, gzip' }),
    json(Buffer.concat([gzipSync('[1]'), Buffer.from('xxxxx')]), { 'content-encoding': 'gzip' }),
    json(gzipSync('[1]').subarray(0, 10), { 'content-encoding': 'gzip' }),
    (response) => void response.socket!.end('nonsense\r\n\r\n'),
    (response) => {
      response.socket!.write('HTTP/1.1 200 OK\r\n');
      response.socket!.on('error', () => undefined);
      for (let count = 0; count < 100; count++) response.socket!.write(`X-${count}: ${'x'.repeat(1000)}\r\n`);
    },
  ] satisfies Upstream['answer'][]) {
    upstream.answer = answer;
    expect(await failureOf(upstream.url)).not.toBe('none');
  }
});

test('a status that is no success is a failure, with its number alone', async () => {
  const upstream = await upstreamThat(() => undefined);
  for (const status of [304, 401, 404, 429, 500, 503]) {
    upstream.answer = (response) => void response.writeHead(status, 'All is well').end(status === 304 ? '' : '[1]');
    expect(await failureOf(upstream.url)).toBe(`the upstream responded with ${status}`);
    const broken = gzipSync('[1]').subarray(0, 15);
    upstream.answer = (response) => void response.writeHead(status, { 'content-encoding': 'gzip' }).end(broken);
    expect(await failureOf(upstream.url)).toBe(`the upstream responded with ${status}`);
  }
});

test('twenty refused answers leave no connection open', async () => {
  let open = 0;
  const upstream = await upstreamThat((response) => {
    open++;
    response.on('close', () => open--);
    response.writeHead(200);
    endless(response, ' '.repeat(2 ** 16));
  });
  for (let count = 0; count < 20; count++) await failureOf(upstream.url);
  await vi.waitFor(() => expect(open).toBe(0));
});
