// Attacks by a hostile feed: long texts of many kinds in the fields of every adapter. The bound: up to 1 MiB, a text of sixteen
// times the length takes less than 64 times as long. It would be 256 times with the square of the length, and 16 with the length.
import { expect, test } from 'vitest';
import type { Adapter } from '../../../src/feed.js';
import { dunamu } from '../../../src/adapters/dunamu.js';
import { kis } from '../../../src/adapters/kis.js';
import { krx } from '../../../src/adapters/krx.js';
import { naver } from '../../../src/adapters/naver.js';
import { rates } from '../../../src/adapters/rates.js';
import { yahoo } from '../../../src/adapters/yahoo.js';
import { parserFor } from '../../support/fixtures/adapters/read.js';

const KINDS = [
  '1',
  ' ',
  '1,',
  '(',
  'A',
  'A/',
  '.',
  '-',
  '\u0301',
  '\u200B',
  '&amp;',
  '&#',
  '한',
  '▲',
  '분 지연',
  '0',
  '+',
  '😀',
];
const STARTS = ['', 'JPY(', '원/일본엔(1', '2025-06-09T15:30:00.', '1', 'KRW-', '▲'];

const PAYLOADS: readonly [name: string, adapter: Adapter | string, payloadWith: (text: string) => unknown][] = [
  [
    'canonical',
    'canonical',
    (text) => ({
      ...{ ttl: text, delay: text, state: text, notice: text, source: { name: text, url: text }, generatedAt: text },
      items: [
        {
          id: text,
          name: { en: text, [text]: text },
          price: text,
          change: text,
          changePercent: text,
          unit: text,
          kind: text,
        },
        {
          id: 'A',
          price: 1,
          direction: text,
          asOf: text,
          url: text,
          trend: [text],
          base: text,
          previousClose: text,
          limit: text,
        },
      ],
    }),
  ],
  [
    'naver',
    naver,
    (text) => ({
      datas: [{ itemCode: text, stockName: text, closePrice: text, delayTimeName: text }],
      pollingInterval: text,
    }),
  ],
  [
    'naver, older',
    naver,
    (text) => ({ result: { areas: [{ name: text, datas: [{ cd: text, nm: text, nv: text, rf: text }] }] } }),
  ],
  ['krx', krx, (text) => ({ OutBlock_1: [{ IDX_NM: text, IDX_CLSS: text, CLSPRC_IDX: text, BAS_DD: text }] })],
  [
    'krx, portal',
    krx,
    (text) => ({
      output: [{ ISU_SRT_CD: text, TDD_CLSPRC: text, TRD_DD: text, FLUC_TP_CD: text }],
      CURRENT_DATETIME: text,
    }),
  ],
  [
    'data.go.kr',
    krx,
    (text) => ({
      response: { header: { resultCode: '00' }, body: { items: { item: [{ idxNm: text, clpr: text, basDt: text }] } } },
    }),
  ],
  ['kis', kis, (text) => ({ rt_cd: '0', output: { bstp_cls_code: text, bstp_nmix_prpr: text, prdy_vrss_sign: text } })],
  ['kiwoom', kis, (text) => ({ list: [{ stk_cd: text, stk_nm: text, cur_prc: text, pre_sig: text }] })],
  ['kiwoom, in a list of a long name', kis, (text) => ({ [`${text}*`]: [{ stk_cd: '005930', cur_prc: '1' }] })],
  ['koscom', kis, (text) => ({ isuSrtCd: text, trdPrc: text, trdTm: text })],
  [
    'dunamu',
    dunamu,
    (text) => [{ market: text, code: text, basePrice: text, change: text, timestamp: text, name: text }],
  ],
  ['Eximbank', rates, (text) => [{ cur_unit: text, deal_bas_r: text, result: 1 }]],
  ['ECOS', rates, (text) => ({ StatisticSearch: { row: [{ ITEM_NAME1: text, DATA_VALUE: text, TIME: text }] } })],
  ['Frankfurter', rates, (text) => ({ base: text, date: text, rates: { [text]: 1, KRW: text } })],
  [
    'yahoo',
    yahoo,
    (text) => ({
      quoteResponse: { result: [{ symbol: text, shortName: text, regularMarketPrice: text, regularMarketTime: text }] },
    }),
  ],
];

function timeOf(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** The texts of a length: starts and parts in all combinations, and parts before an end that no expression expects. */
const TEXTS = KINDS.flatMap((kind) =>
  [...STARTS.map((start) => [start, '']), ['1', '!']].map(
    ([start, end]) =>
      (length: number): string =>
        start + kind.repeat(length / kind.length) + end,
  ),
);

test.each(PAYLOADS)('%s reads 1 MiB of text in no more time per byte than 1 KiB', (_, adapter, payloadWith) => {
  const parse = parserFor(adapter);
  for (const textOf of TEXTS) {
    for (const length of [2 ** 14, 2 ** 17, 2 ** 20]) {
      const [short, long] = [length / 16, length].map((size) => payloadWith(textOf(size)));
      // Below half a millisecond, the clock and the fixed work of a payload decide.
      const growth = (): number =>
        timeOf(() => void parse(long)) /
        Math.max(
          0.5,
          timeOf(() => void parse(short)),
        );
      // The machine may be busy with something else, so a growth is tried again before it counts as one.
      const isSlow = [1, 2, 3].every(() => growth() > 64);
      expect(isSlow, `${JSON.stringify(textOf(20))}, ${length} characters`).toBe(false);
    }
  }
});
