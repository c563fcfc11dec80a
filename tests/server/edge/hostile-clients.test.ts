import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { startEdge, type Edge } from '../../../demo/edge/edge.mjs';
import { seed } from '../../support/fixtures/seed.js';
import { publish, requestPublish, streamInfo } from './publish.js';
import { rawClient, requestText, statusOf, type RawClient } from './raw-client.js';
import { startUpstream, type Upstream } from './upstream.js';

// One worker, so that its share of streams can be counted, and time limits of a second.
const configure = (conf: string): string =>
  conf
    .replace('worker_processes auto', 'worker_processes 1')
    .replace('limit_conn workers 12288', 'limit_conn workers 230')
    .replace(/(client_header_timeout|client_body_timeout|send_timeout|keepalive_timeout) \d+s/g, '$1 1s');

/** A server in place of the feed tool. */
let tool: Upstream;
let edge: Edge;
let port: number;

const answerWell: Upstream['answer'] = (response) =>
  void response
    .writeHead(200, { 'content-type': 'application/json', etag: '"one"', 'cache-control': 'max-age=600' })
    .end(JSON.stringify(seed));

beforeAll(async () => {
  tool = await startUpstream(answerWell);
  edge = await startEdge({ parts: ['redis', 'nginx'], ports: { tool: tool.port }, configure });
  port = edge.port.nginx;
  await fetch(`${edge.origin}/markets.json`);
});
afterAll(async () => {
  await edge.stop();
  await tool.close();
});

const streamRequest = requestText('GET /markets/stream', ['Accept: text/event-stream']);
const log = (name: string): string => readFileSync(join(edge.folder, name), 'utf8');

async function client(bytes: string | Buffer, localAddress?: string): Promise<RawClient> {
  const one = await rawClient(port, bytes, localAddress);
  onTestFinished(() => void one.socket.destroy());
  return one;
}

describe('nobody but the feed tool publishes', () => {
  const update = '{"items":[{"id":"KOSPI","price":1}]}';
  const length = `Content-Length: ${update.length}`;
  for (const [who, line, headers, address] of [
    ['somebody else', 'POST /publish', [length], '127.0.0.2'],
    ['somebody who claims to be this machine', 'POST /publish', [length, 'X-Forwarded-For: 127.0.0.1'], '127.0.0.2'],
    ['a program on this machine', 'POST /publish', [length], '127.0.0.1'],
    ['a page on this machine', 'POST /publish', [length, 'Origin: https://evil.example'], '127.0.0.1'],
    ['a client that sends no body', 'POST /publish', [], '127.0.0.1'],
    ['a client that removes the messages', 'DELETE /publish', [], '127.0.0.1'],
    ['a client that asks who listens', 'GET /publish', [], '127.0.0.1'],
    ['a reader of the stream', 'POST /markets/stream', [], '127.0.0.1'],
    ['a reader of the feed', 'PUT /markets.json', [], '127.0.0.1'],
    ['a path with two slashes', 'GET //publish', [], '127.0.0.1'],
    ['a path that is encoded', 'GET /%70ublish', [], '127.0.0.1'],
    ['a path that goes up', 'GET /markets/../publish', [], '127.0.0.1'],
    ['an absolute address', 'GET http://localhost/publish', [], '127.0.0.1'],
    ['the name of the socket', 'GET http://unix:/run/markets/publish.sock:/publish', [], '127.0.0.1'],
  ] as const)
    test(`not ${who}`, async () => {
      const body = headers.some((header) => header === length) ? update : '';
      expect(await statusOf(port, requestText(line, headers, body), address)).toBeGreaterThanOrEqual(400);
      expect(await streamInfo(edge)).toMatchObject({ messages: 0 });
    });

  test('not a page whose request is passed on to the socket', async () => {
    expect((await requestPublish(edge, 'POST', update, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await requestPublish(edge, 'POST', update, { origin: 'null' })).status).toBe(403);
    expect(await streamInfo(edge)).toMatchObject({ messages: 0 });
  });

  test('not an update of more than 1 MiB', async () => {
    expect((await requestPublish(edge, 'POST', 'x'.repeat(2 ** 20 + 1))).status).toBe(413);
    expect(await streamInfo(edge)).toMatchObject({ messages: 0 });
  });

  test('not another user of this machine', () => {
    expect(statSync(dirname(edge.socket)).mode & 0o077).toBe(0);
    if (process.getuid?.() !== 0) return; // Only root can be another user.
    const code = `require('net').connect(${JSON.stringify(edge.socket)}).on('error', ({ code }) => console.log(code))`;
    const { stdout } = spawnSync(process.execPath, ['-e', code], { uid: 65_534, gid: 65_534, encoding: 'utf8' });
    expect(stdout.trim()).toBe('EACCES');
  });
});

describe('a client gets no more than its share', () => {
  test('of streams: 200 for an address, and what is left for others', async () => {
    const streams = await Promise.all(Array.from({ length: 260 }, () => client(streamRequest, '127.0.0.3')));
    const isAnswered = ({ text }: RawClient): boolean => /^HTTP\/1\.1 \d{3}[^]*\r\n\r\n/.test(text());
    await vi.waitFor(() => expect(streams.filter(isAnswered).length).toBe(260), 20_000);
    const refused = streams.filter(({ text }) => !text().startsWith('HTTP/1.1 200'));
    expect(refused.length).toBe(60);
    for (const { text } of refused) expect(text()).toMatch(/^HTTP\/1\.1 429 [^]*\r\nRetry-After: 60\r\n/);
    // Another address gets a stream.
    const others = await Promise.all(Array.from({ length: 60 }, () => client(streamRequest, '127.0.0.4')));
    await vi.waitFor(() => expect(others.filter(isAnswered).length).toBe(60), 20_000);
    expect(others.filter(({ text }) => text().startsWith('HTTP/1.1 200')).length).toBe(30);
    // All streams of the worker are taken, and the feed is still answered.
    expect((await fetch(`${edge.origin}/markets.json`)).status).toBe(200);
  });

  test('of time for its headers, however slowly they drip', async () => {
    const { socket, closed } = await client('GET /markets.json HTTP/1.1\r\nHost: edge\r\nX-Slow: ');
    const drip = setInterval(() => socket.write('x'), 100);
    onTestFinished(() => clearInterval(drip));
    await closed;
    expect(socket.bytesWritten).toBeLessThan(100);
  });

  test('of time for a body that does not come', async () => {
    const { closed } = await client(requestText('GET /markets.json', ['Transfer-Encoding: chunked']));
    expect(await closed).toMatch(/^(HTTP\/1\.1 408 |$)/);
  });

  test('of time for a next request', async () => {
    const { closed } = await client(requestText('GET /markets.json'));
    expect(await closed).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('of memory: a body is refused before it is sent', async () => {
    expect(await statusOf(port, requestText('GET /markets.json', ['Content-Length: 1000000000']))).toBe(413);
    expect(await statusOf(port, requestText('GET /', ['Content-Length: 2']))).toBe(413);
    const chunked = requestText('GET /markets.json', ['Transfer-Encoding: chunked'], 'fffff\r\nxx');
    expect(await statusOf(port, chunked)).toBe(413);
  });

  test('of memory: headers have 32 kB', async () => {
    const headers = Array.from({ length: 100 }, (_, index) => `X-${index}: ${'x'.repeat(1000)}`);
    expect(await statusOf(port, requestText('GET /markets.json', headers))).toBe(400);
    expect(await statusOf(port, requestText(`GET /${'x'.repeat(10_000)}`))).toBe(414);
  });

  test('of the stream: a reader that stops reading is disconnected', async () => {
    const subscribers = (count: number): Promise<void> =>
      vi.waitFor(async () => expect((await streamInfo(edge)).subscribers).toBe(count), 20_000);
    await subscribers(0); // The clients of the other tests have gone.
    const { socket } = await client(streamRequest);
    await subscribers(1);
    socket.pause();
    const update = { items: [{ id: 'KOSPI', price: 1, notice: 'x'.repeat(1_000_000) }] };
    for (let count = 0; count < 12; count++) await publish(edge, update);
    await subscribers(0);
    await requestPublish(edge, 'DELETE');
  });

  test('of an answer: overlapping ranges make it no longer', async () => {
    const range = `bytes=${Array.from({ length: 300 }, (_, index) => `${index}-`).join()}`;
    const answer = await fetch(`${edge.origin}/market-ticker.js`, {
      headers: { range, 'accept-encoding': 'identity' },
    });
    const whole = await fetch(`${edge.origin}/market-ticker.js`);
    expect((await answer.arrayBuffer()).byteLength).toBeLessThanOrEqual((await whole.arrayBuffer()).byteLength);
  });

  test('of connections: HEAD and WebSockets do not hold a stream open', async () => {
    const upgrade = [
      'Upgrade: websocket',
      'Connection: upgrade',
      'Sec-WebSocket-Key: eA==',
      'Sec-WebSocket-Version: 13',
    ];
    expect(await statusOf(port, requestText('HEAD /markets/stream', ['Accept: text/event-stream']))).toBe(405);
    expect(await statusOf(port, requestText('GET /markets/stream', upgrade))).toBe(403);
    expect(await statusOf(port, requestText('GET /markets/stream'))).toBe(403);
  });
});

describe('what a client sends', () => {
  test('neither reaches the feed tool nor makes another entry of the cache', async () => {
    const from = tool.requests.length;
    const headers = [
      'Cookie: session=1',
      'Authorization: Bearer x',
      'Cache-Control: no-cache',
      'Pragma: no-cache',
      'If-None-Match: "other"',
      'X-Forwarded-Host: evil.example',
      'X-Original-URL: /admin',
      'Accept-Language: ko',
    ];
    for (const line of ['GET /markets.json', 'GET /markets.json?a=1', 'GET /markets.json?b', 'HEAD /markets.json?c'])
      expect(await statusOf(port, requestText(line, headers))).toBe(200);
    for (const method of ['POST', 'PUT', 'PURGE', 'OPTIONS', 'TRACE', 'X'.repeat(500)])
      expect(await statusOf(port, requestText(`${method} /markets.json`))).toBe(405);
    expect(tool.requests.length).toBe(from);
    expect(Object.keys(tool.requests[0]!.headers)).toEqual(['host']);
  });

  test('opens no file but those of the page', async () => {
    for (const path of [
      '/../nginx.conf',
      '/..%2fnginx.conf',
      '/%2e%2e/nginx.conf',
      '/nginx.conf',
      '/error.log',
      '/private/publish.sock',
      '/cache/',
      '/markets.json/../../nginx.conf',
    ])
      expect([path, await statusOf(port, requestText(`GET ${path}`))]).toEqual([
        path,
        expect.toSatisfy((status: number) => status === 400 || status === 404),
      ]);
  });

  test('is answered or refused at once when it is no HTTP', async () => {
    for (const bytes of [
      Buffer.from('16030100c8010000c40303', 'hex'),
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      'GET /markets.json HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
      'GET /markets.json HTTP/9.9\r\nHost: a\r\n\r\n',
      requestText('GET /markets.json', ['Content-Length: 1', 'Transfer-Encoding: chunked'], '0\r\n\r\n'),
      requestText('GET /markets.json', ['Transfer-Encoding: gzip']),
      requestText('GET /\u0000'),
      requestText('GET /markets.json', ['X: \u0000']),
    ]) {
      const { closed } = await client(bytes);
      expect(await closed).not.toMatch(/^HTTP\/1\.1 2/);
    }
    expect((await fetch(`${edge.origin}/markets.json`)).status).toBe(200);
  });

  test('as a place to continue from is refused, or continues nowhere', async () => {
    for (const id of ['garbage', '-1:-1', '99999999999999999999:99999999999', '1:0,1:0,1:0', '%00', 'x'.repeat(4000)])
      expect([200, 400]).toContain(
        await statusOf(port, streamRequest.replace('\r\n\r\n', `\r\nLast-Event-ID: ${id}\r\n\r\n`)),
      );
  });

  test('is in no log', async () => {
    const marks = ['Referer: marked\u001b[2J', `User-Agent: marked${'x'.repeat(2000)}`];
    for (const line of [
      'GET /marked',
      'GET /marked%0aX',
      'POST /marked',
      'GET /markets.json?marked',
      'GET /mark\u001bed',
    ])
      await statusOf(port, requestText(line, marks));
    await statusOf(port, requestText('GET /', [...marks, 'Content-Length: 100']));
    expect(log('error.log')).not.toContain('marked');
    expect(log('failures.log')).not.toContain('marked');
  });
});

describe('what the edge says', () => {
  test('in its log: a short line of JSON for a request that the feed tool failed to answer', async () => {
    const other = await startEdge({ parts: ['redis', 'nginx'] });
    onTestFinished(other.stop);
    expect((await fetch(`${other.origin}/markets.json?x=%0a%22`, { headers: { referer: 'x"\\' } })).status).toBe(502);
    const read = (): string => readFileSync(join(other.folder, 'failures.log'), 'utf8');
    await vi.waitFor(() => expect(read()).toMatch(/^.{1,150}\n$/));
    expect(JSON.parse(read())).toEqual({ time: expect.any(String), status: '502', tool: '502', cache: 'MISS' });
  });

  test('to caches: that an answer depends on the accepted encoding, packed or not', async () => {
    for (const path of ['/markets.json', '/market-ticker.js', '/'])
      for (const encoding of ['gzip', 'identity']) {
        const { headers } = await fetch(`${edge.origin}${path}`, { headers: { 'accept-encoding': encoding } });
        expect([path, encoding, headers.get('vary')]).toEqual([path, encoding, 'Accept-Encoding']);
      }
  });

  test('to other origins: that they may read and continue a stream, without credentials', async () => {
    const preflight = await fetch(`${edge.origin}/markets/stream`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://news.example',
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'last-event-id',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toBe('Last-Event-ID');
    const { text } = await client(streamRequest.replace('\r\n\r\n', '\r\nOrigin: https://news.example\r\n\r\n'));
    await vi.waitFor(() => expect(text()).toContain(': hi'));
    expect(text()).toContain('Access-Control-Allow-Origin: *');
    expect(text()).not.toContain('Access-Control-Allow-Credentials');
  });

  test('of itself: neither its version nor a type that a browser may guess', async () => {
    const { headers } = await fetch(`${edge.origin}/markets.json`);
    expect([headers.get('server'), headers.get('x-content-type-options')]).toEqual(['nginx', 'nosniff']);
  });

  test('by its workers, which are not root', () => {
    const workers = execFileSync('ps', ['-o', 'user=', '--ppid', String(edge.pid('nginx'))], { encoding: 'utf8' });
    expect(workers.trim().split('\n')).not.toContain('root');
  });
});
