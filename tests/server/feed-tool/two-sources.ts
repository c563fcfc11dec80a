import { json, startSource } from '../../support/feed-tool/source-server.js';
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
  const { origin } = await startSource((response, request) => {
    requests.push(request.url);
    const answer = answers[request.url.split(/[/?]/)[1]!];
    json(answer ?? {}, answer ? 200 : 503)(response, request);
  });
  return { answers, requests, origin };
}
