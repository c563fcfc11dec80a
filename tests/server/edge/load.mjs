// npm run edge:load
//   Measures what readers cost, through nginx, nchan and Redis on this machine: 1, 100 and 2,000 readers that poll for a minute,
//   with the requests and the schedule of the tag; then 1, 100 and 500 that listen to the stream. Prints tables in Markdown.
/* global Headers */
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { Agent, createServer, get, request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEdge } from '../../../demo/edge/edge.mjs';
import { parseFreshSeconds, pollDelay, pollSeconds } from '../../../dist/feed/schedule.js';

const TTL = 10;
const SECONDS = Number(process.env.SECONDS ?? 60);

/** Starts a server that answers as publisher.mjs does, with a new feed every `TTL` seconds. */
async function startPublisher() {
  let requests = 0;
  const server = createServer(({ headers }, response) => {
    requests++;
    const period = Math.floor(Date.now() / (TTL * 1000));
    const etag = `"${period}"`;
    const cacheHeaders = {
      etag,
      'cache-control': `public, max-age=${TTL}, stale-while-revalidate=${TTL}, stale-if-error=86400`,
    };
    if (headers['if-none-match'] === etag) return response.writeHead(304, cacheHeaders).end();
    const items = Array.from({ length: 8 }, (_, index) => ({
      id: `INDEX${index}`,
      kind: 'index',
      price: 1000 + (period % 100),
      previousClose: 1000,
      asOf: new Date(period * TTL * 1000).toISOString(),
    }));
    const body = JSON.stringify({ version: 1, ttl: TTL, state: 'open', items });
    response.writeHead(200, { ...cacheHeaders, 'content-type': 'application/json' }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: server.address().port, requests: () => requests, close: () => server.close() };
}

/** The CPU time of a process and its children, seconds. */
function cpuOf(pid) {
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
          .replace(/^.*\) /, '')
          .split(' ');
        return [{ pid: Number(name), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }];
      } catch {
        return []; // the process has ended meanwhile
      }
    });
  const own = stats.filter((one) => one.pid === pid || one.parent === pid);
  return own.reduce((sum, { ticks }) => sum + ticks, 0) / 100;
}

const quantile = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
const ms = (value) => `${value.toFixed(1)}`;

function request(url, agent, headers) {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (response) => {
      response.on('error', reject);
      response.on('end', () => resolve(response));
      response.resume();
    }).on('error', reject);
  });
}

/** Polls as one reader: starts at a random time, revalidates as a browser does, and follows the schedule of the tag. */
async function pollAsReader(url, agent, until, results) {
  await sleep(Math.random() * TTL * 1000);
  let etag;
  while (Date.now() < until) {
    const from = performance.now();
    const response = await request(url, agent, {
      'cache-control': 'max-age=0',
      'accept-encoding': 'gzip',
      ...(etag && { 'if-none-match': etag }),
    });
    results.push({ status: response.statusCode, took: performance.now() - from });
    etag = response.headers.etag;
    const freshSeconds = parseFreshSeconds(new Headers(response.headers));
    await sleep(
      Math.min(pollDelay(pollSeconds([null], TTL, freshSeconds), Math.random()), Math.max(0, until - Date.now())),
    );
  }
}

/** Posts an update to the stream, as the publisher does. */
async function publish(socketPath, update) {
  const post = httpRequest({ socketPath, path: '/publish', method: 'POST' }).end(JSON.stringify(update));
  const [response] = await once(post, 'response');
  response.resume();
  if (response.statusCode > 299) throw new Error('the value could not be published');
}

/** The edge limits the streams of one address, so a hundred readers share one. */
const addressOf = (reader) => `127.0.1.${1 + Math.floor(reader / 100)}`;

async function measurePolling(count) {
  const publisher = await startPublisher();
  const edge = await startEdge({ parts: ['redis', 'nginx'], ports: { publisher: publisher.port } });
  // Each reader has a connection of its own.
  const agents = Array.from({ length: count }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  const results = [];
  const from = cpuOf(edge.pid('nginx'));
  const until = Date.now() + SECONDS * 1000;
  await Promise.all(agents.map((agent) => pollAsReader(`${edge.origin}/markets.json`, agent, until, results)));
  const cpu = cpuOf(edge.pid('nginx')) - from;
  for (const agent of agents) agent.destroy();
  const took = results.map((one) => one.took).sort((a, b) => a - b);
  const row = {
    count,
    requests: results.length,
    unchanged: results.filter(({ status }) => status === 304).length,
    failed: results.filter(({ status }) => status !== 200 && status !== 304).length,
    origin: publisher.requests(),
    median: quantile(took, 0.5),
    p99: quantile(took, 0.99),
    cpu,
  };
  await edge.stop();
  publisher.close();
  return row;
}

async function measureStreaming(count, values) {
  const edge = await startEdge({ parts: ['redis', 'nginx'] });
  const sentAt = new Map();
  const delays = [];
  const received = Array.from({ length: count }, () => new Set());
  const responses = await Promise.all(
    received.map(
      (own, reader) =>
        new Promise((resolve, reject) => {
          get(
            `${edge.origin}/markets/stream`,
            { agent: false, localAddress: addressOf(reader), headers: { accept: 'text/event-stream' } },
            (response) => {
              let text = '';
              response.setEncoding('utf8');
              response.on('data', (part) => {
                const blocks = (text + part).split('\n\n');
                text = blocks.pop();
                for (const block of blocks) {
                  const data = /^data: (.*)$/m.exec(block)?.[1];
                  if (!data) continue;
                  const { price } = JSON.parse(data).items[0];
                  if (own.has(price)) throw new Error('a value arrived twice');
                  own.add(price);
                  delays.push(performance.now() - sentAt.get(price));
                }
              });
              response.on('error', () => undefined);
              resolve(response);
            },
          ).on('error', reject);
        }),
    ),
  );
  const from = cpuOf(edge.pid('nginx'));
  for (let price = 1; price <= values; price++) {
    sentAt.set(price, performance.now());
    await publish(edge.socket, { items: [{ id: 'KOSPI', price }] });
    await sleep(250);
  }
  await sleep(2000);
  const cpu = cpuOf(edge.pid('nginx')) - from;
  for (const response of responses) response.destroy();
  delays.sort((a, b) => a - b);
  const all = received.filter((own) => own.size === values).length;
  await edge.stop();
  return { count, values, all, median: quantile(delays, 0.5), p99: quantile(delays, 0.99), worst: delays.at(-1), cpu };
}

console.log(
  `| readers who poll, ttl ${TTL} s, for ${SECONDS} s | requests | of them 304 | failed | reach the publisher | median, ms | 99 %, ms | nginx, s of CPU |`,
);
console.log('| --: | --: | --: | --: | --: | --: | --: | --: |');
for (const count of [1, 100, 2000]) {
  const { requests, unchanged, failed, origin, median, p99, cpu } = await measurePolling(count);
  const cells = [count, requests, unchanged, failed, origin, ms(median), ms(p99), cpu.toFixed(2)];
  console.log(`| ${cells.join(' | ')} |`);
}
console.log();
console.log(
  '| readers of the stream | values, each published once | readers who got all of them | median, ms | 99 %, ms | worst, ms | nginx, s of CPU |',
);
console.log('| --: | --: | --: | --: | --: | --: | --: |');
for (const count of [1, 100, 500]) {
  const { values, all, median, p99, worst, cpu } = await measureStreaming(count, 60);
  console.log(`| ${[count, values, all, ms(median), ms(p99), ms(worst), cpu.toFixed(2)].join(' | ')} |`);
}
