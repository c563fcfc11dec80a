import type { Messages } from './messages.js';

export const ja: Messages = {
  lang: 'ja',
  label: 'マーケット指標',
  pause: '一時停止',
  play: '再生',
  previous: '前へ',
  next: '次へ',
  priceChange: (direction, change, percent, kind) => {
    const amount = change && kind === 'index' ? `${change}ポイント` : change;
    const percentage = percent && `${percent}パーセント`;
    return [amount, percentage].filter(Boolean).join('、') + (direction === 'up' ? '上昇' : '下落');
  },
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
