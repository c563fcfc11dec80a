import type { Messages } from './index.js';

/** A move, in either script: a fall is written alike in both. */
const moveIn =
  (rise: string, points: string): Messages['move'] =>
  (direction, change, percent, kind) =>
    (direction === 'up' ? rise : '下跌') +
    [change && change + (kind === 'index' ? points : ''), percent && `百分之${percent}`].filter(Boolean).join('，');

/** Simplified. */
export const zhHans: Messages = {
  lang: 'zh-Hans',
  label: '市场行情',
  pause: '暂停',
  play: '播放',
  previous: '上一个',
  next: '下一个',
  move: moveIn('上涨', '点'),
  unchanged: '持平',
  limits: { upper: '涨停', lower: '跌停' },
  noValue: '暂无数值',
  delay: (minutes) => (minutes ? `延迟${minutes}分钟` : '实时'),
  endOfDay: '收盘价',
  unknownState: '交易状态未知',
  unknownDelay: '延迟未知',
  asOf: (time) => `截至${time}`,
  stale: '数据非最新',
  error: '更新失败',
  recovered: '已恢复更新',
  loading: '加载中',
  states: {
    open: '交易中',
    pre: '盘前',
    auction: '集合竞价',
    post: '盘后',
    closed: '已收盘',
    holiday: '休市',
    halted: '暂停交易',
  },
};

/** Traditional, as in Taiwan and Hong Kong. */
export const zhHant: Messages = {
  lang: 'zh-Hant',
  label: '市場行情',
  pause: '暫停',
  play: '播放',
  previous: '上一個',
  next: '下一個',
  move: moveIn('上漲', '點'),
  unchanged: '平盤',
  limits: { upper: '漲停', lower: '跌停' },
  noValue: '暫無數值',
  delay: (minutes) => (minutes ? `延遲${minutes}分鐘` : '即時'),
  endOfDay: '收盤價',
  unknownState: '交易狀態未知',
  unknownDelay: '延遲未知',
  asOf: (time) => `截至${time}`,
  stale: '資料非最新',
  error: '更新失敗',
  recovered: '已恢復更新',
  loading: '載入中',
  states: {
    open: '交易中',
    pre: '盤前',
    auction: '集合競價',
    post: '盤後',
    closed: '已收盤',
    holiday: '休市',
    halted: '暫停交易',
  },
};
