import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { portalRow } from '../../support/fixtures/adapters/krx.js';

/** An answer in the shape of data.go.kr, with invented numbers. */
export const indices = (price = '3166.05') => ({
  response: {
    header: { resultCode: '00' },
    body: {
      items: {
        item: [portalRow('KOSPI시리즈', '코스피', { basDt: '20260309', clpr: price, vs: '-38.45', fltRt: '-1.2' })],
      },
    },
  },
});

/** An answer in the shape of Korea Eximbank, with invented numbers. */
export const currencies = [
  { result: 1, cur_unit: 'USD', deal_bas_r: '1,451.3', cur_nm: '미국 달러' },
  { result: 1, cur_unit: 'JPY(100)', deal_bas_r: '902.1', cur_nm: '일본 옌' },
];

/** Starts a server with two sources for a test. Each answers with its JSON, or with status 503 if it has none. */
export async function startSources() {
  const answers: Record<string, unknown> = { indices: indices(), currencies };
  const requests: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    requests.push(url);
    const answer = answers[url.split(/[/?]/)[1]!];
    response.writeHead(answer ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close().closeAllConnections());
  return { answers, requests, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
