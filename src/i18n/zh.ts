import type { Messages } from './messages.js';

/**
 * Returns the function `priceChange` for Simplified or Traditional Chinese. The two differ only in the words for "rise"
 * and "points", and in the currency whose unit is read out.
 */
const priceChangeIn =
  (rise: string, points: string, currency: string): Messages['priceChange'] =>
  (direction, change, percent, unit) => {
    const amount = change && change + (unit === 'index' ? points : unit === currency ? '元' : '');
    const percentage = percent && `百分之${percent}`;
    return (direction === 'up' ? rise : '下跌') + [amount, percentage].filter(Boolean).join('，');
  };

/** The messages in Simplified Chinese, which is used in mainland China and Singapore. */
export const zhHans: Messages = {
  lang: 'zh-Hans',
  label: '市场行情',
  pause: '暂停',
  play: '播放',
  pauseUpdates: '暂停更新',
  startMotion: '开始滚动',
  paused: '已暂停',
  playing: '播放中',
  previous: '上一个',
  next: '下一个',
  priceChange: priceChangeIn('上涨', '点', 'CNY'),
  minus: '负',
  comma: '，',
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

/** The messages in Traditional Chinese, which is used in Taiwan, Hong Kong and Macau. */
export const zhHant: Messages = {
  lang: 'zh-Hant',
  label: '市場行情',
  pause: '暫停',
  play: '播放',
  pauseUpdates: '暫停更新',
  startMotion: '開始捲動',
  paused: '已暫停',
  playing: '播放中',
  previous: '上一個',
  next: '下一個',
  priceChange: priceChangeIn('上漲', '點', 'TWD'),
  minus: '負',
  comma: '，',
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
