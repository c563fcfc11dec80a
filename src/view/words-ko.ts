import type { Move, Words } from './words.js';

const amount = ({ change, percent, kind }: Move, word: string): string =>
  [change && `${kind === 'index' ? `${change}포인트` : change} ${word}`, percent && `${percent}퍼센트${change ? '' : ` ${word}`}`]
    .filter(Boolean)
    .join(', ');

export const ko: Words = {
  label: '시장 지표',
  pause: '일시정지',
  play: '재생',
  up: (move) => amount(move, '상승'),
  down: (move) => amount(move, '하락'),
  unchanged: '보합',
  noValue: '값 없음',
  minutesDelay: (minutes) => `${minutes}분 지연`,
  endOfDay: '종가 기준',
  asOf: (time) => `${time} 기준`,
  stale: '최신 아님',
  failed: '갱신 실패',
  loading: '시장 지표를 불러오는 중',
  states: {
    pre: '장 시작 전',
    auction: '동시호가',
    post: '시간외',
    closed: '장 마감',
    holiday: '휴장',
    halted: '거래 정지',
  },
};
