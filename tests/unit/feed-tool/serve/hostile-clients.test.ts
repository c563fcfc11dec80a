import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { rawClient, requestText, statusOf, type RawClient } from '../../../server/edge/raw-client.js';
import { seed } from '../../../support/fixtures/seed.js';
import { startServer } from './feed-under-test.js';

async function client(port: number, bytes: string | Buffer): Promise<RawClient> {
  const one = await rawClient(port, bytes);
  onTestFinished(() => void one.socket.destroy());
  return one;
}

const feedRequest = requestText('GET /markets.json');

describe('a client that does not speak HTTP gets an error, and the next one the feed', () => {
  test.each<[string, string | Buffer]>([
    ['garbage', '\r\n\r\nhello\r\n\r\n'],
    ['bytes', Buffer.from([...Array(512).keys()].map((byte) => byte & 255))],
    ['TLS', Buffer.from('16030100a5010000a10303', 'hex')],
    ['another version', 'GET / HTTP/9.9\r\n\r\n'],
    ['no host', 'GET /markets.json HTTP/1.1\r\n\r\n'],
    ['a line feed in the address', 'GET /a\nb HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['a header without a name', requestText('GET /markets.json', [': x'])],
    ['a space in the name of a header', requestText('GET /markets.json', ['A B: x'])],
    ['a zero byte in a header', requestText('GET /markets.json', ['A: \0'])],
    ['two lengths', requestText('POST /markets.json', ['Content-Length: 1', 'Content-Length: 2'])],
    ['a length and parts', requestText('POST /', ['Content-Length: 1', 'Transfer-Encoding: chunked'], '0\r\n\r\n')],
    ['a part of a wrong length', requestText('POST /', ['Transfer-Encoding: chunked'], 'zz\r\n')],
    ['100 kB of headers', requestText('GET /markets.json', Array(100).fill(`X: ${'x'.repeat(1000)}`) as string[])],
    ['an address of 100 kB', `GET /${'x'.repeat(100_000)} HTTP/1.1\r\nHost: a\r\n\r\n`],
  ])('%s', async (_, bytes) => {
    const { port, request } = await startServer({ payload: seed });
    const { closed } = await client(port, bytes);
    expect(await closed).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
    expect(await request('/markets.json')).toMatchObject({ status: 200 });
  });

  test.each<[string, string, number]>([
    ['odd bytes in the address', 'GET /%00%ff%zz?%%&=== HTTP/1.1\r\nHost: a\r\n\r\n', 404],
    ['an address that is none', 'GET http://[::x]/markets.json HTTP/1.1\r\nHost: a\r\n\r\n', 200],
    ['an asterisk', 'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n', 404],
    ['an unknown method', requestText('PROPFIND /markets.json'), 405],
    [
      'a header of odd bytes',
      requestText('GET /markets.json', ['If-None-Match: \u00ff\u00fe"', 'Origin: \u00ff']),
      200,
    ],
    ['an upgrade', requestText('GET /markets.json', ['Connection: Upgrade', 'Upgrade: websocket']), 200],
    ['HTTP/1.0', 'GET /markets.json HTTP/1.0\r\n\r\n', 200],
    ['an address of 3 kB', `GET /${'x'.repeat(3000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 414],
  ])('%s', async (_, bytes, status) => {
    const { port, request, lines } = await startServer({ payload: seed, settings: { cors: ['https://a.example'] } });
    expect(await statusOf(port, bytes)).toBe(status);
    expect(await request('/markets.json')).toMatchObject({ status: 200 });
    expect(lines).toEqual([]);
  });
});

test('many requests in one packet get their answers in order', async () => {
  const { port } = await startServer({ payload: seed });
  const last = requestText('GET /health', ['Connection: close']);
  const { closed } = await client(port, feedRequest.repeat(50) + requestText('GET /nothing') + last);
  const statuses = [...(await closed).matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status);
  expect(statuses).toEqual([...Array(50).fill('200'), '404', '200']);
});

test('a request that comes byte by byte is answered', async () => {
  const { port } = await startServer({ payload: seed });
  const { socket, text } = await client(port, '');
  for (const byte of feedRequest) await new Promise<void>((resolve) => void socket.write(byte, () => resolve()));
  await expect.poll(text).toMatch(/^HTTP\/1\.1 200 /);
});

test('half a request, a broken connection and a body that nobody asked for harm nobody', async () => {
  const { port, request, lines } = await startServer({ payload: seed });
  const half = await client(port, 'GET /markets.json HTTP/1.1\r\nHost: a\r\nX-Slow: ');
  const reset = connect(port, '127.0.0.1').on('error', () => undefined);
  await once(reset, 'connect');
  reset.write(feedRequest.repeat(20), () => reset.resetAndDestroy());
  const body = requestText('GET /markets.json', ['Content-Length: 100000'], 'x'.repeat(100_000));
  expect(await statusOf(port, body)).toBe(200);
  expect(await request('/markets.json')).toMatchObject({ status: 200 });
  expect(half.text()).toBe('');
  expect(lines).toEqual([]);
});

test('a thousand streams that are opened and broken off leave none open', async () => {
  const { port, request } = await startServer({ payload: seed });
  for (let round = 0; round < 10; round++) {
    const streams = await Promise.all(
      Array.from({ length: 100 }, () => rawClient(port, requestText('GET /markets/stream'))),
    );
    for (const { socket } of streams) socket.resetAndDestroy();
  }
  await expect.poll(async () => (await request('/metrics')).text).toContain('\nmarket_ticker_feed_streams 0\n');
});

test('streams that are asked for in one packet are one stream, and none when the connection is closed', async () => {
  const { port, request } = await startServer({ payload: seed });
  const streams = async (): Promise<string | undefined> => /_streams (\d+)/.exec((await request('/metrics')).text)?.[1];
  const { socket, text } = await client(port, requestText('GET /markets/stream').repeat(50) + feedRequest);
  await expect.poll(text).toContain('data: ');
  expect(await streams()).toBe('1');
  socket.destroy();
  await expect.poll(streams).toBe('0');
});

describe('a server that stops', () => {
  test('does not wait for connections that are kept open, or for half a request', async () => {
    const { port, server } = await startServer({ payload: seed, grace: 50 });
    const idle = await client(port, feedRequest);
    await once(idle.socket, 'data');
    const half = await client(port, 'GET /markets.json HTTP/1.1\r\nHost: a\r\nX-Slow: ');
    await server.close();
    await Promise.all([idle.closed, half.closed]);
  });

  test('answers a request that had begun, and then waits no longer', async () => {
    const { port, server } = await startServer({ payload: seed, grace: 600_000 });
    const late = await client(port, feedRequest + feedRequest.slice(0, -2));
    await once(late.socket, 'data');
    const closed = server.close();
    late.socket.write('\r\n');
    await closed;
    expect((await late.closed).match(/HTTP\/1\.1 200/g)?.length).toBe(2);
  });

  test('accepts no connection any more', async () => {
    const { port, server } = await startServer({ payload: seed });
    await server.close();
    const error = await new Promise((resolve) => connect(port, '127.0.0.1').on('error', resolve));
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('a server that cannot listen says why', () => {
  test('the port is in use', async () => {
    const { port } = await startServer();
    await expect(startServer({ settings: { port } })).rejects.toThrow(
      `Port ${port} of 127.0.0.1 is in use. Stop the other program, or choose a different port with --port.`,
    );
  });

  test('the address is none of this machine', async () => {
    for (const host of ['192.0.2.1', 'nowhere.invalid'])
      await expect(startServer({ settings: { host } })).rejects.toThrow(`“${host}” is not an address of this machine.`);
  });
});
