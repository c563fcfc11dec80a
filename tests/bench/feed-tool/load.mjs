// npm run feed:load
//   Measures `market-ticker-feed serve` on this machine, and prints tables in Markdown:
//   (a) requests a second of /markets.json, in turns with a bare node:http server that sends the same bytes and headers;
//   (b) 2,000 readers of the stream: whether each gets every update, and the memory for each;
//   (c) 10,000 polls with If-None-Match, and the requests to the upstream meanwhile.
//   READERS, POLLS, ROUNDS and SECONDS change the amounts. The servers are processes of their own.
/* global Buffer */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, createServer, get } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const { READERS = '2000', POLLS = '10000', ROUNDS = '5', SECONDS = '3' } = process.env;
const PACE = 1;
const CONNECTIONS = 50;

/** Starts the upstream, whose feed has another price at each request unless it is frozen. */
async function startUpstream() {
  const state = { requests: 0, isFrozen: true, version: 0 };
  const server = createServer((_, response) => {
    state.requests++;
    if (!state.isFrozen) state.version++;
    const items = Array.from({ length: 8 }, (_, index) => ({
      id: `INDEX${index}`,
      name: { ko: `지수 ${index}`, en: `Index ${index}` },
      kind: 'index',
      price: 1000 + state.version,
      previousClose: 1000,
      asOf: new Date(1_750_000_000_000 + state.version).toISOString(),
      trend: Array.from({ length: 30 }, (_, point) => 1000 + point),
    }));
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ version: 1, state: 'open', items }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(state, { port: server.address().port, close: () => server.close() });
}

async function startTool(upstreamPort) {
  const folder = mkdtempSync(join(tmpdir(), 'feed-load-'));
  const config = {
    sources: [{ name: 'upstream', url: `http://127.0.0.1:${upstreamPort}/`, every: PACE, everyClosed: PACE }],
    allowPrivate: ['127.0.0.1'],
    state: null,
  };
  writeFileSync(join(folder, 'feed.config.json'), JSON.stringify(config));
  const args = [`${process.cwd()}/dist/feed-tool/market-ticker-feed.js`, 'serve', '--port', '0'];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  for await (const line of createInterface({ input: child.stderr })) {
    const { event, feed } = JSON.parse(line);
    if (event !== 'listening') continue;
    const origin = new URL(feed).origin;
    while ((await request(`${origin}/markets.json`)).status !== 200) await sleep(100);
    child.stderr.resume();
    return { origin, pid: child.pid, stop: () => void (child.kill(), rmSync(folder, { recursive: true })) };
  }
  throw new Error('the command has ended');
}

/** Starts a server that does nothing but send an answer with the same headers and bytes. */
async function startBare({ headers, bytes }) {
  const code = `
    const { headers, text } = JSON.parse(process.argv[1]);
    const bytes = Buffer.from(text, 'base64');
    require('node:http').createServer((_, response) => response.writeHead(200, headers).end(bytes))
      .listen(0, '127.0.0.1', function () { console.log(this.address().port); });`;
  const answer = JSON.stringify({ headers, text: bytes.toString('base64') });
  const child = spawn(process.execPath, ['-e', code, answer], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = await once(child.stdout, 'data');
  return { origin: `http://127.0.0.1:${String(port).trim()}`, pid: child.pid, stop: () => child.kill() };
}

function request(url, { agent, headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          rawHeaders: response.rawHeaders,
          bytes: Buffer.concat(parts),
        }),
      );
    }).on('error', reject);
  });
}

/** The CPU time of a process in seconds, and its memory in bytes. */
function usageOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1];
  return { cpu: (Number(fields[11]) + Number(fields[12])) / 100, memory: Number(kilobytes) * 1024 };
}

/** Sends requests for some seconds, on connections that are kept open. All answers have the same length. */
async function hammer({ origin, pid }, seconds) {
  const port = Number(new URL(origin).port);
  const bytes = Buffer.from('GET /markets.json HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip, br\r\n\r\n');
  let length = 0;
  let count = 0;
  const sockets = [];
  for (let index = 0; index < CONNECTIONS; index++) {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    if (!length) {
      socket.write(bytes);
      const [part] = await once(socket, 'data');
      const [head] = part.toString('latin1').split('\r\n\r\n');
      length = head.length + 4 + Number(/content-length: (\d+)/i.exec(head)[1]);
      if (part.length !== length) throw new Error('the first answer has come in pieces');
    }
    sockets.push(socket);
  }
  const before = usageOf(pid).cpu;
  const from = performance.now();
  for (const socket of sockets) {
    let received = 0;
    socket.on('data', (part) => {
      received += part.length;
      if (received < length) return;
      received -= length;
      count++;
      socket.write(bytes);
    });
    socket.write(bytes);
  }
  await sleep(seconds * 1000);
  const took = (performance.now() - from) / 1000;
  const cpu = usageOf(pid).cpu - before;
  for (const socket of sockets) socket.destroy();
  return { perSecond: count / took, cpuPerRequest: (cpu / count) * 1e6 };
}

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

async function measureRequests(tool) {
  const accept = { headers: { 'accept-encoding': 'gzip, br' } };
  let answer = await request(`${tool.origin}/markets.json`, accept);
  while (answer.headers['content-encoding'] !== 'br') answer = await request(`${tool.origin}/markets.json`, accept);
  // Node writes these itself.
  const own = ['date', 'connection', 'keep-alive'];
  const headers = answer.rawHeaders.flatMap((name, index, list) =>
    index % 2 === 0 && !own.includes(name.toLowerCase()) ? [name, list[index + 1]] : [],
  );
  const bare = await startBare({ headers, bytes: answer.bytes });
  const results = { bare: [], tool: [] };
  await hammer(bare, 1);
  await hammer(tool, 1);
  for (let round = 0; round < Number(ROUNDS); round++) {
    results.bare.push(await hammer(bare, Number(SECONDS)));
    results.tool.push(await hammer(tool, Number(SECONDS)));
  }
  bare.stop();
  const of = (name, field) => median(results[name].map((result) => result[field]));
  const ratio = of('tool', 'perSecond') / of('bare', 'perSecond');
  console.log('| server | requests a second | CPU a request, µs |\n|---|---:|---:|');
  for (const name of ['bare', 'tool'])
    console.log(`| ${name} | ${of(name, 'perSecond').toFixed(0)} | ${of(name, 'cpuPerRequest').toFixed(1)} |`);
  console.log(`\nratio ${ratio.toFixed(2)} (goal: at least 0.5), a body of ${answer.bytes.length} bytes\n`);
}

function openReader(origin) {
  return new Promise((resolve, reject) => {
    const ids = [];
    get(`${origin}/markets/stream`, { agent: false }, (response) => {
      let rest = '';
      response.setEncoding('latin1').on('data', (part) => {
        const lines = (rest + part).split('\n');
        rest = lines.pop();
        for (const line of lines) if (line.startsWith('id: ')) ids.push(Number(line.split('-')[1]));
      });
      response.on('error', () => undefined);
      resolve({ status: response.statusCode, ids, close: () => response.destroy() });
    }).on('error', reject);
  });
}

async function measureStreams(tool, upstream) {
  const before = usageOf(tool.pid);
  const readers = [];
  for (let index = 0; index < Number(READERS); index++) readers.push(await openReader(tool.origin));
  const opened = usageOf(tool.pid);
  upstream.isFrozen = false;
  await sleep(20_000);
  upstream.isFrozen = true;
  await sleep(3000);
  const after = usageOf(tool.pid);
  const last = Math.max(...readers.map(({ ids }) => ids.at(-1)));
  const isComplete = ({ ids }) => ids.at(-1) === last && ids.every((id, index) => id === ids[0] + index);
  const updates = last - Math.min(...readers.map(({ ids }) => ids[0]));
  const perReader = (usage) => `${((usage.memory - before.memory) / readers.length / 1024).toFixed(1)} kB`;
  console.log('| readers | updates | readers who got every update | memory a reader, opened | after | CPU s |');
  console.log('|---:|---:|---:|---:|---:|---:|');
  const complete = readers.filter(isComplete).length;
  const cpu = (after.cpu - opened.cpu).toFixed(1);
  console.log(
    `| ${readers.length} | ${updates} | ${complete} | ${perReader(opened)} | ${perReader(after)} | ${cpu} |\n`,
  );
  for (const { close } of readers) close();
  return complete === readers.length;
}

async function measurePolls(tool, upstream) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const counts = {};
  let etag = '';
  const from = performance.now();
  const requestsBefore = upstream.requests;
  upstream.isFrozen = false;
  let left = Number(POLLS);
  const poll = async () => {
    while (left-- > 0) {
      await sleep(Math.random() * 100); // So that the polls are spread over several times the pace.
      const { status, headers } = await request(`${tool.origin}/markets.json`, {
        agent,
        headers: { 'if-none-match': etag, 'accept-encoding': 'br' },
      });
      etag = headers.etag;
      counts[status] = (counts[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, poll));
  const seconds = (performance.now() - from) / 1000;
  const requests = upstream.requests - requestsBefore;
  // The pace varies by 10 %, and one request may have begun before.
  const most = Math.ceil(seconds / (PACE * 0.9)) + 1;
  agent.destroy();
  console.log('| polls | answers | seconds | requests to the upstream | most by the pace |\n|---:|---|---:|---:|---:|');
  console.log(`| ${POLLS} | ${JSON.stringify(counts)} | ${seconds.toFixed(1)} | ${requests} | ${most} |`);
  return requests <= most;
}

const upstream = await startUpstream();
const tool = await startTool(upstream.port);
try {
  await measureRequests(tool);
  const isComplete = await measureStreams(tool, upstream);
  const isPaced = await measurePolls(tool, upstream);
  if (!isComplete || !isPaced) process.exitCode = 1;
} finally {
  tool.stop();
  upstream.close();
}
