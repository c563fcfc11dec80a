import type { Messages } from './messages.js';

export const ja: Messages = {
  lang: 'ja',
  label: 'マーケット指標',
  pause: '一時停止',
  play: '再生',
  pauseUpdates: '更新を一時停止',
  startMotion: '動きを開始',
  paused: '一時停止しました',
  playing: '再生しています',
  previous: '前へ',
  next: '次へ',
  priceChange: (direction, change, percent, unit) => {
    const amount = change && change + (unit === 'index' ? 'ポイント' : unit === 'JPY' ? '円' : '');
    const percentage = percent && `${percent}パーセント`;
    return [amount, percentage].filter(Boolean).join('、') + (direction === 'up' ? '上昇' : '下落');
  },
  minus: 'マイナス',
  comma: '、',
  unchanged: '変わらず',
  limits: { upper: 'ストップ高', lower: 'ストップ安' },
  noValue: '値なし',
  delay: (minutes) => (minutes ? `${minutes}分遅れ` : 'リアルタイム'),
  endOfDay: '終値',
  unknownState: '市場状態不明',
  unknownDelay: '遅延不明',
  asOf: (time) => `${time}時点`,
  stale: '最新ではありません',
  error: '更新できません',
  recovered: '更新を再開しました',
  loading: '読み込み中',
  states: {
    open: '取引中',
    pre: '取引開始前',
    auction: '板寄せ',
    post: '時間外',
    closed: '取引終了',
    holiday: '休場',
    halted: '取引停止',
  },
};
