import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createParser } from '../../../src/adapters/create-parser.js';
import { streamUpdates } from '../../../src/feed/stream-updates.js';
import type { Feed } from '../../../src/model/quote.js';

const parse = createParser(null, null, () => {});
const items = [
  { id: 'A', price: 1, name: 'before' },
  { id: 'B', price: 1 },
  { id: 'C', price: 1 },
];

/** A feed with an open stream. */
async function streamed() {
  let response!: ServerResponse;
  const server = createServer((_, opened) => {
    response = opened.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(':\n\n');
  });
  const closing = new AbortController();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    closing.abort();
    server.closeAllConnections();
    server.close();
  });
  let feed: Feed = parse(items, Date.now());
  const onOpen = vi.fn();
  const onMerge = vi.fn((merged: Feed) => void (feed = merged));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const updates = streamUpdates(url, 'same-origin', undefined, closing.signal, {
    parse,
    feed: () => feed,
    isRequesting: () => true,
    nextRetryAt: () => Infinity,
    onOpen,
    onMerge,
    onUpdates: () => {},
    onBreak: () => {},
    onEnd: () => {},
  });
  updates.open();
  await vi.waitFor(() => expect(onOpen).toHaveBeenCalled());
  return {
    request: () => updates.onRequest(),
    push: async (...pushed: object[]) => {
      onMerge.mockClear();
      response.write(pushed.map((update) => `data: ${JSON.stringify(update)}\n\n`).join(''));
      await vi.waitFor(() => expect(onMerge).toHaveBeenCalled());
    },
    answer: (answer: object) => updates.mergeInto(parse(answer, Date.now()), Date.now()),
  };
}

test('an answer undoes no update that has come since its request, and gives what the update left open', async () => {
  const { push, request, answer } = await streamed();
  request();
  await push(
    { state: 'closed', items: [{ id: 'A', price: 2 }] },
    {
      items: [
        { id: 'B', removed: true },
        { id: 'C', state: 'halted' },
        { id: 'D', price: 4 },
      ],
    },
  );
  const { quotes } = answer({ state: 'open', items: [{ id: 'A', price: 1, name: 'after' }, ...items.slice(1)] });
  expect(quotes).toMatchObject([
    { id: 'A', price: 2, name: 'after', state: 'closed' },
    { id: 'C', price: 1, state: 'halted' },
    { id: 'D', price: 4 },
  ]);
});

test('an answer without times replaces an update that had come before its request', async () => {
  const { push, request, answer } = await streamed();
  await push({ items: [{ id: 'A', price: 4 }] });
  request();
  expect(answer([{ id: 'A', price: 3 }]).quotes).toMatchObject([{ id: 'A', price: 3 }]);
});

test('an answer that is certainly newer replaces an update that has come since its request', async () => {
  const { push, request, answer } = await streamed();
  request();
  await push({ items: [{ id: 'A', price: 2, asOf: '2025-06-09T15:30:00+09:00' }] });
  const newer = answer([{ id: 'A', price: 3, asOf: '2025-06-09T15:31:00+09:00' }]);
  expect(newer.quotes).toMatchObject([{ id: 'A', price: 3 }]);
});

test('an answer whose items a stream removes all at once is shown, because a strip is never blank', async () => {
  const { push, request, answer } = await streamed();
  request();
  await push({ items: items.map(({ id }) => ({ id, removed: true })) });
  expect(answer(items).quotes.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
});
