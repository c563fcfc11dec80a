import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { httpTransport } from '../../../src/feed-tool/sources/http-transport.js';
import { SourceError, type SourceAnswer, type SourceRequest } from '../../../src/feed-tool/types.js';
import { json, startSource } from '../../support/feed-tool/source-server.js';

const transport = httpTransport({ allowPrivate: ['127.0.0.1', 'localhost', '[::1]'] });

const send = (
  url: string,
  request: Partial<SourceRequest> = {},
  { signal = new AbortController().signal, by = transport } = {},
): Promise<SourceAnswer> =>
  by({ source: 'a', url: new URL(url), method: 'GET', headers: {}, body: undefined, timeout: 10, ...request }, signal);

async function failureOf(answer: Promise<unknown>): Promise<SourceError> {
  const error: unknown = await answer.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SourceError);
  return error as SourceError;
}

/** Writes until the connection is closed, without waiting for more than the client takes. */
function endless(response: ServerResponse, part: string): void {
  const write = (): void => {
    while (!response.destroyed && response.write(part));
  };
  response.on('drain', write).on('error', () => undefined);
  write();
}

test('an answer is given with its status, headers and text', async () => {
  const source = await startSource(json([1], 200, { 'x-a': 'b' }));
  const { status, headers, text } = await send(source.url);
  expect([status, headers.get('X-A'), headers.get('none'), text]).toEqual([200, 'b', null, '[1]']);
  expect(source.requests[0]?.headers).toMatchObject({ 'accept-encoding': 'gzip, br' });
});

test('method, headers and body are those of the request', async () => {
  const source = await startSource(json([1]));
  const headers = { 'user-agent': 'paper', auth_key: 'k', 'content-type': 'application/json' };
  await send(source.url, { method: 'POST', headers, body: '{"basDd":"20260113"}' });
  expect(source.requests[0]).toMatchObject({
    method: 'POST',
    body: '{"basDd":"20260113"}',
    headers: { 'user-agent': 'paper', auth_key: 'k', 'content-type': 'application/json', 'content-length': '20' },
  });
});

test('answers packed by gzip and brotli are unpacked, and a byte order mark is left out', async () => {
  const source = await startSource(() => undefined);
  for (const [encoding, packed] of [
    ['gzip', gzipSync('\uFEFF[2]')],
    ['GZIP', gzipSync('\uFEFF[2]')],
    ['br', brotliCompressSync('\uFEFF[2]')],
  ] as const) {
    source.answer = (response) => void response.writeHead(200, { 'content-encoding': encoding }).end(packed);
    expect((await send(source.url)).text).toBe('[2]');
  }
});

test('an answer of 7 MiB is read, and one of 9 MiB is not', async () => {
  const source = await startSource(() => undefined);
  source.answer = (response) => void response.end(' '.repeat(7 * 2 ** 20));
  expect((await send(source.url)).text.length).toBe(7 * 2 ** 20);
  source.answer = (response) => void response.end(' '.repeat(9 * 2 ** 20));
  expect(await failureOf(send(source.url))).toMatchObject({
    kind: 'size',
    message: 'the source’s response is larger than 8 MiB',
  });
});

test('a body without an end, and a small one that unpacks to 64 MiB, are given up at 8 MiB', async () => {
  const source = await startSource((response) => endless(response, ' '.repeat(2 ** 16)));
  expect((await failureOf(send(source.url))).kind).toBe('size');
  const bomb = gzipSync(Buffer.alloc(64 * 2 ** 20, 32), { level: 1 });
  source.answer = (response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
  expect((await failureOf(send(source.url))).kind).toBe('size');
});

test.each<[string, (response: ServerResponse) => void]>([
  ['never begins', () => undefined],
  ['never goes on after its headers', (response) => response.writeHead(200).flushHeaders()],
  [
    'redirects and then says nothing',
    (response) => {
      if (response.req.url === '/prices') response.writeHead(302, { location: '/other' }).end();
    },
  ],
])('an answer that %s is given up in time, and its connection is closed', async (_, answer) => {
  let closed: Promise<unknown> = Promise.resolve();
  const source = await startSource((response) => {
    closed = once(response, 'close');
    answer(response);
  });
  const error = await failureOf(send(source.url, { timeout: 0.2 }));
  expect([error.kind, error.message]).toEqual(['timeout', 'the source’s response was not complete after 0.2 s']);
  await closed;
});

test('a request that is ended by its signal closes its connection', async () => {
  let closed: Promise<unknown> = Promise.resolve();
  const controller = new AbortController();
  const source = await startSource((response) => {
    closed = once(response, 'close');
    controller.abort();
  });
  expect((await failureOf(send(source.url, {}, { signal: controller.signal }))).message).toBe(
    'the request was aborted',
  );
  await closed;
  expect((await failureOf(send(source.url, {}, { signal: controller.signal }))).message).toBe(
    'the request was aborted',
  );
  expect(source.requests.length).toBe(1);
});

test('another status than 2xx is named, with the delay that the server requests', async () => {
  const source = await startSource(json('the key sesame is wrong', 429, { 'retry-after': '120' }));
  expect(await failureOf(send(source.url))).toMatchObject({
    kind: 'status',
    status: 429,
    retryAfter: 120_000,
    message: 'the source responded with 429',
  });
  source.answer = json('', 500);
  expect(await failureOf(send(source.url))).toMatchObject({ status: 500, retryAfter: 0 });
});

test('an error whose body has no end is named at once', async () => {
  const source = await startSource((response) => {
    response.writeHead(503);
    endless(response, 'x'.repeat(1000));
  });
  expect((await failureOf(send(source.url))).message).toBe('the source responded with 503');
});

test('answers that break off or lie about their packing are failures', async () => {
  const source = await startSource(() => undefined);
  for (const answer of [
    (response: ServerResponse) => response.destroy(),
    (response: ServerResponse) => {
      response.writeHead(200, { 'content-length': '1000' }).write('[1]');
      setImmediate(() => response.destroy());
    },
    (response: ServerResponse) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('[1]'),
    (response: ServerResponse) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('[1]').subarray(0, 12)),
    (response: ServerResponse) => response.socket?.end('nonsense\r\n\r\n'),
  ]) {
    source.answer = answer;
    expect((await failureOf(send(source.url))).kind).toBe('unreachable');
  }
});

test('a server that is down says so', async () => {
  const source = await startSource(json([1]));
  await source.close();
  expect((await failureOf(send(source.url))).message).toBe('the source can’t be reached: it refused the connection');
});

test('a hostname that is not found says so', { timeout: 60_000 }, async () => {
  const { kind, message } = await failureOf(send('http://no-such-host.invalid/', { timeout: 50 }));
  expect(kind).toBe('unreachable');
  expect(message).toMatch(
    /^the source can’t be reached: (?:its hostname was not found|looking up its hostname failed)$/,
  );
});

test('a redirect within the origin is followed, with the method that browsers use', async () => {
  const source = await startSource(() => undefined);
  for (const [status, method, body] of [
    [303, 'GET', ''],
    [302, 'GET', ''],
    [307, 'POST', 'x'],
    [308, 'POST', 'x'],
  ] as const) {
    source.answer = (response, { url }) =>
      url === '/prices'
        ? void response.writeHead(status, { location: '/there' }).end()
        : json([status])(response, source.requests[0]!);
    expect((await send(source.url, { method: 'POST', body: 'x' })).text).toBe(`[${status}]`);
    expect(source.requests.at(-1)).toMatchObject({ method, body, url: '/there' });
  }
});

test('a redirect to another origin is not followed, whether it is private or not', async () => {
  const other = await startSource(json([1]));
  const source = await startSource(() => undefined);
  for (const location of [
    other.url,
    `//localhost:${source.port}/`,
    'http://169.254.169.254/latest/',
    'file:///etc/passwd',
    'http://[',
  ]) {
    source.answer = (response) => void response.writeHead(302, { location }).end();
    const { kind, message } = await failureOf(send(source.url));
    expect(kind).toBe('redirect');
    expect(message).toContain('the source redirects to a different origin');
  }
  expect(other.requests.length).toBe(0);
});

test('redirects without an end are six requests', async () => {
  const source = await startSource((response) => void response.writeHead(302, { location: '/prices' }).end());
  expect((await failureOf(send(source.url))).message).toBe('the source redirects more than 5 times');
  expect(source.requests.length).toBe(6);
});

test('a private address is connected to only if its host is allowed by name', async () => {
  const source = await startSource(json([1]));
  const { port } = source;
  const by = httpTransport({ allowPrivate: ['LOCALHOST'] });
  for (const host of [
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f.1',
    '0.0.0.0',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '169.254.1.1',
  ]) {
    const { kind, message } = await failureOf(send(`http://${host}:${port}/`, {}, { by }));
    expect([host, kind]).toEqual([host, 'private']);
    expect(message).toContain('has a private address; if it is your own server, add');
  }
  expect((await failureOf(send(`http://localhost:${port}/`, {}, { by: httpTransport() }))).kind).toBe('private');
  expect(source.requests.length).toBe(0);
  expect((await send(`http://localhost:${port}/`, {}, { by })).text).toBe('[1]');
});

test.each([
  ['text/plain;charset=EUC-KR', '[c4dabdbac7c7]', '[코스피]'],
  ['application/json; charset="Shift_JIS"', '[93fa8c6f]', '[日経]'],
  ['application/json; charset=ISO-8859-1', '[ecbd94ec8aa4ed94bc]', '[코스피]'],
  ['application/json; charset=klingon', '[ecbd94ec8aa4ed94bc]', '[코스피]'],
  ['application/json', '[ecbd94ec8aa4ed94bc]', '[코스피]'],
])('an answer of the type %s is decoded as what it says, and else as UTF-8', async (type, bytes, expected) => {
  const source = await startSource((response) => {
    response.setHeader('content-type', type).write('[');
    for (const byte of Buffer.from(bytes.slice(1, -1), 'hex')) response.write(Buffer.of(byte));
    response.end(']');
  });
  expect((await send(source.url)).text).toBe(expected);
});
