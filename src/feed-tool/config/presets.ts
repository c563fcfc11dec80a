import type { FeedConfig } from './feed-config.js';

export interface Preset {
  /** What `init` asks. */
  readonly about: string;
  readonly config: Pick<FeedConfig, 'sources' | 'items' | 'notice' | 'allowPrivate'>;
  /** The variables that have to be set, each with where its value comes from. */
  readonly keys: Readonly<Record<string, string>>;
}

const KOSPI = { take: 'KOSPI', name: { ko: '코스피', en: 'KOSPI' } };
const KOSDAQ = { take: 'KOSDAQ', name: { ko: '코스닥', en: 'KOSDAQ' } };
const KOSPI200 = { take: 'KOSPI200', name: { ko: '코스피200', en: 'KOSPI 200' } };
const USD_KRW = { take: 'USD/KRW', name: { ko: '원/달러', en: 'USD/KRW' } };

/** KOSPI, KOSDAQ and KOSPI200 of data.go.kr, and USD/KRW of Korea Eximbank: official, free, and once a day. */
const krxExim: Preset = {
  about: 'KOSPI, KOSDAQ, KOSPI200 and USD/KRW from official services, once a day; two free keys',
  keys: {
    DATA_GO_KR_KEY: 'the key (encoded or decoded) of 금융위원회_지수시세정보 at https://www.data.go.kr',
    EXIM_KEY: 'the key of 현재환율 API at https://www.koreaexim.go.kr',
  },
  config: {
    sources: [
      {
        name: 'krx',
        url: [
          'https://apis.data.go.kr/1160100/service/GetMarketIndexInfoService/getStockMarketIndex',
          '?serviceKey=${DATA_GO_KR_KEY}&resultType=json&numOfRows=1000&basDt={date:-1d,yyyyMMdd,Asia/Seoul}',
        ].join(''),
        adapter: 'krx',
        every: 3600,
        timeout: 30,
        delay: 'eod',
        credit: { name: '금융위원회 공공데이터', url: 'https://www.data.go.kr' },
        licence:
          'The close of the previous business day, which data.go.kr serves after 13:00 of the next business day. ' +
          'Read the terms of the data set at data.go.kr before you publish, and name the source.',
        items: [KOSPI, KOSDAQ, KOSPI200],
      },
      {
        name: 'exim',
        url: [
          'https://oapi.koreaexim.go.kr/site/program/financial/exchangeJSON',
          '?authkey=${EXIM_KEY}&searchdate={date:0d,yyyyMMdd,Asia/Seoul}&data=AP01',
        ].join(''),
        adapter: 'rates',
        every: 3600,
        budget: 1000,
        delay: 'eod',
        credit: { name: '한국수출입은행', url: 'https://www.koreaexim.go.kr' },
        licence:
          'The basic rate (매매기준율) of the business day, an average of the day before, not a rate at which banks trade. ' +
          'Korea Eximbank allows 1,000 requests a day. Read its terms before you publish, and name the source.',
        items: [USD_KRW],
      },
    ],
    items: ['KOSPI', 'KOSDAQ', 'KOSPI200', 'USD/KRW'],
  },
};

const yahooDemo: Preset = {
  about: 'the same from Yahoo, without a key; for trying only, because its terms forbid publishing it',
  keys: {},
  config: {
    sources: [
      {
        name: 'yahoo',
        url: 'https://query1.finance.yahoo.com/v8/finance/spark?symbols=%5EKS11,%5EKQ11,%5EKS200,KRW=X&range=1d&interval=5m',
        adapter: 'yahoo',
        headers: { 'user-agent': 'Mozilla/5.0 (compatible; market-ticker-feed)' },
        every: 60,
        delay: 20,
        credit: { name: 'Yahoo Finance', url: 'https://finance.yahoo.com' },
        licence:
          'For trying only: the terms of Yahoo forbid publishing its numbers. The service is not documented, and may ' +
          'refuse requests at any time. Indices of the Korea Exchange are 20 minutes late.',
        items: [KOSPI, KOSDAQ, KOSPI200, USD_KRW],
      },
    ],
    items: ['KOSPI', 'KOSDAQ', 'KOSPI200', 'USD/KRW'],
    notice: 'For trying only',
  },
};

const ownJson: Preset = {
  about: 'JSON of your own, or of a service with which you have a contract',
  keys: {},
  config: {
    sources: [
      {
        name: 'own',
        url: 'https://paper.example/prices.json',
        adapter: 'paths',
        paths: {
          items: 'data',
          id: 'code',
          name: 'name',
          price: 'price',
          change: 'change',
          changePercent: 'rate',
          asOf: 'time',
          zone: '+09:00',
        },
        every: 60,
        licence: 'Write here what your contract allows: where the numbers may be shown, how late, and what to name.',
      },
    ],
  },
};

/** The configurations that `init` writes. */
export const presets = { 'krx-exim': krxExim, 'yahoo-demo': yahooDemo, paths: ownJson } as const;
