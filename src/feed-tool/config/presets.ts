import type { FeedConfig } from './feed-config.js';

export interface Preset {
  /** A choice that `init` offers. */
  readonly about: string;
  readonly config: Pick<FeedConfig, 'sources' | 'items' | 'notice' | 'allowPrivate'>;
  /** The variables to set, each with the place where the user gets the value. */
  readonly keys: Readonly<Record<string, string>>;
}

const KOSPI = { take: 'KOSPI', name: { ko: '코스피', en: 'KOSPI' } };
const KOSDAQ = { take: 'KOSDAQ', name: { ko: '코스닥', en: 'KOSDAQ' } };
const KOSPI200 = { take: 'KOSPI200', name: { ko: '코스피200', en: 'KOSPI 200' } };
const USD_KRW = { take: 'USD/KRW', name: { ko: '원/달러', en: 'USD/KRW' } };

/** KOSPI, KOSDAQ and KOSPI200 of data.go.kr, and USD/KRW of Korea Eximbank: official, free and updated once a day. */
const krxExim: Preset = {
  about: 'KOSPI, KOSDAQ, KOSPI200 and USD/KRW from official services, updated once a day (needs two free keys)',
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
          'The close of the previous business day, which data.go.kr publishes after 13:00 on the next business day. ' +
          'Before you publish, read the terms of the data set at data.go.kr, and name the source.',
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
          'The basic rate (매매기준율) of the business day, an average of the day before. Banks do not trade at this rate. ' +
          'Korea Eximbank allows 1,000 requests a day. Before you publish, read its terms, and name the source.',
        items: [USD_KRW],
      },
    ],
    items: ['KOSPI', 'KOSDAQ', 'KOSPI200', 'USD/KRW'],
  },
};

const yahooDemo: Preset = {
  about: 'the same items from Yahoo, without a key (only to try the tool: Yahoo’s terms forbid publishing them)',
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
          'Only to try the tool: Yahoo’s terms forbid publishing the numbers. The service is undocumented and may ' +
          'refuse requests at any time. Indices of the Korea Exchange are 20 minutes late.',
        items: [KOSPI, KOSDAQ, KOSPI200, USD_KRW],
      },
    ],
    items: ['KOSPI', 'KOSDAQ', 'KOSPI200', 'USD/KRW'],
    notice: 'Only to try the tool',
  },
};

const ownJson: Preset = {
  about: 'your own JSON, or a service that you have a contract with',
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
        licence:
          'Describe what your contract allows: where you may show the numbers, with which delay, and which source to name.',
      },
    ],
  },
};

/** The configurations that `init` writes. */
export const presets = { 'krx-exim': krxExim, 'yahoo-demo': yahooDemo, paths: ownJson } as const;
