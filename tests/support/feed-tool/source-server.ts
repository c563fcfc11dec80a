import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

type Answer = (response: ServerResponse, request: ReceivedRequest) => void;

/** A server in place of a source. It keeps its requests, and answers them by `answer`, which a test may replace. */
export interface SourceServer {
  readonly port: number;
  readonly origin: string;
  readonly url: string;
  readonly requests: ReceivedRequest[];
  answer: Answer;
  close(): Promise<void>;
}

export const json =
  (payload: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(typeof payload === 'string' ? payload : JSON.stringify(payload));

/** Starts a server that is closed at the end of the test. */
export async function startSource(answer: Answer, host = '127.0.0.1'): Promise<SourceServer> {
  const requests: ReceivedRequest[] = [];
  const server = createServer((message: IncomingMessage, response) => {
    const { method = '', url = '', headers } = message;
    let body = '';
    message
      .setEncoding('utf8')
      .on('data', (part: string) => (body += part))
      .on('end', () => {
        const request = { method, url, headers, body };
        requests.push(request);
        source.answer(response, request);
      });
  });
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const source: SourceServer = {
    port,
    origin: `http://127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}/prices`,
    requests,
    answer,
    close: async () => {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  onTestFinished(source.close);
  return source;
}

/** One day of data.go.kr's `getStockMarketIndex`, with values of our own. */
export const portalDay = (day: string, kospi = '3,101.5'): unknown => ({
  response: {
    header: { resultCode: '00', resultMsg: 'NORMAL SERVICE.' },
    body: {
      numOfRows: 1000,
      pageNo: 1,
      totalCount: 4,
      items: {
        item: [
          { basDt: day, idxNm: '코스피', idxCsf: 'KOSPI시리즈', clpr: kospi, vs: '31.5', fltRt: '1.03' },
          { basDt: day, idxNm: '코스피 200', idxCsf: 'KOSPI시리즈', clpr: '420.2', vs: '-.84', fltRt: '-.2' },
          { basDt: day, idxNm: '코스닥', idxCsf: 'KOSDAQ시리즈', clpr: '801', vs: '8', fltRt: '1.01' },
          { basDt: day, idxNm: 'IT 서비스', idxCsf: 'KOSDAQ시리즈', clpr: '700.1', vs: '0', fltRt: '0' },
        ],
      },
    },
  },
});

/** A day on which data.go.kr has nothing. */
export const portalHoliday = {
  response: {
    header: { resultCode: '00', resultMsg: 'NORMAL SERVICE.' },
    body: { numOfRows: 1000, pageNo: 1, totalCount: 0, items: '' },
  },
};

/** The answer of data.go.kr's gateway to a key that it does not know. */
export const portalError = [
  '<OpenAPI_ServiceResponse>',
  '<cmmMsgHeader><errMsg>SERVICE ERROR</errMsg>',
  '<returnAuthMsg>SERVICE_KEY_IS_NOT_REGISTERED_ERROR</returnAuthMsg><returnReasonCode>30</returnReasonCode>',
  '</cmmMsgHeader></OpenAPI_ServiceResponse>',
].join('\n');

/** A table of Korea Eximbank, with values of our own. */
export const eximTable = (usd = '1,401.2'): unknown => [
  { result: 1, cur_unit: 'JPY(100)', ttb: '930.1', tts: '950.3', deal_bas_r: '940.2', cur_nm: '일본 옌' },
  { result: 1, cur_unit: 'KRW', ttb: '0', tts: '0', deal_bas_r: '1', cur_nm: '한국 원' },
  { result: 1, cur_unit: 'USD', ttb: '1,387.3', tts: '1,415.1', deal_bas_r: usd, cur_nm: '미국 달러' },
];
