// npm run edge:load
//   Measures what readers cost, through the feed tool, nginx, nchan and Redis on this machine: 1, 100 and 2,000 readers that poll
//   for a minute, with the requests and the schedule of the tag; then 1, 100 and 500 that listen to the stream, on which a source
//   has a new value each second. Prints tables in Markdown.
/* global Headers */
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { Agent, createServer, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEdge } from '../../../demo/edge/edge.mjs';
import { parseFreshSeconds, pollDelay, pollSeconds } from '../../../dist/feed/schedule.js';

const TTL = 10;
const SECONDS = Number(process.env.SECONDS ?? 60);

/** Starts a source with eight indices. Their price is that of `priceAt`, which is called for each request. */
async function startSource(priceAt) {
  const server = createServer((_, response) => {
    const { price, asOf } = priceAt();
    const items = Array.from({ length: 8 }, (_, index) => ({
      id: `INDEX${index}`,
      kind: 'index',
      price,
      previousClose: 1000,
      asOf: new Date(asOf).toISOString(),
    }));
    const body = JSON.stringify({ version: 1, state: 'open', items });
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const configEvery = (every) => ({
    sources: [{ name: 'source', url: `http://127.0.0.1:${server.address().port}/`, every }],
    allowPrivate: ['127.0.0.1'],
  });
  return { configEvery, close: () => server.close() };
}

/** Starts a server that passes requests on to the feed tool and counts them. */
async function startCounter(port) {
  let requests = 0;
  const agent = new Agent({ keepAlive: true });
  const server = createServer(({ url, headers }, response) => {
    requests++;
    get({ port, path: url, headers, agent }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    }).on('error', () => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.close();
    agent.destroy();
  };
  return { port: server.address().port, requests: () => requests, close };
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

/** The edge limits the streams of one address, so a hundred readers share one. */
const addressOf = (reader) => `127.0.1.${1 + Math.floor(reader / 100)}`;

async function measurePolling(count) {
  const source = await startSource(() => {
    const period = Math.floor(Date.now() / (TTL * 1000));
    return { price: 1000 + (period % 100), asOf: period * TTL * 1000 };
  });
  const tool = await startEdge({ parts: ['tool'], config: source.configEvery(TTL) });
  const counter = await startCounter(tool.port.tool);
  const edge = await startEdge({ parts: ['redis', 'nginx'], ports: { tool: counter.port } });
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
    passedOn: counter.requests(),
    median: quantile(took, 0.5),
    p99: quantile(took, 0.99),
    cpu,
  };
  await edge.stop();
  await tool.stop();
  counter.close();
  source.close();
  return row;
}

async function measureStreaming(count, values) {
  const sentAt = new Map();
  let asOf = 0;
  const source = await startSource(() => {
    if (sentAt.size < values) {
      asOf = Date.now();
      sentAt.set(sentAt.size + 1, performance.now());
    }
    return { price: sentAt.size, asOf };
  });
  const edge = await startEdge({ parts: ['redis', 'nginx'], config: source.configEvery(1) });
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
  await edge.restart('tool');
  while (sentAt.size < values) await sleep(250);
  await sleep(2000);
  const cpu = cpuOf(edge.pid('nginx')) - from;
  const toolCpu = cpuOf(edge.pid('tool'));
  for (const response of responses) response.destroy();
  delays.sort((a, b) => a - b);
  const all = received.filter((own) => own.size === values).length;
  await edge.stop();
  source.close();
  return {
    ...{ count, values, all, cpu, toolCpu },
    ...{ median: quantile(delays, 0.5), p99: quantile(delays, 0.99), worst: delays.at(-1) },
  };
}

console.log(
  `| readers who poll, ttl ${TTL} s, for ${SECONDS} s | requests | of them 304 | failed | reach the feed tool | median, ms | 99 %, ms | nginx, s of CPU |`,
);
console.log('| --: | --: | --: | --: | --: | --: | --: | --: |');
for (const count of [1, 100, 2000]) {
  const { requests, unchanged, failed, passedOn, median, p99, cpu } = await measurePolling(count);
  const cells = [count, requests, unchanged, failed, passedOn, ms(median), ms(p99), cpu.toFixed(2)];
  console.log(`| ${cells.join(' | ')} |`);
}
console.log();
console.log(
  '| readers of the stream | values, each published once | readers who got all of them | median, ms | 99 %, ms | worst, ms | nginx, s of CPU | feed tool, s of CPU |',
);
console.log('| --: | --: | --: | --: | --: | --: | --: | --: |');
for (const count of [1, 100, 500]) {
  const { values, all, median, p99, worst, cpu, toolCpu } = await measureStreaming(count, 60);
  console.log(
    `| ${[count, values, all, ms(median), ms(p99), ms(worst), cpu.toFixed(2), toolCpu.toFixed(2)].join(' | ')} |`,
  );
}
