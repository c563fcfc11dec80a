import type { Messages } from './messages.js';

export const ko: Messages = {
  lang: 'ko',
  label: '시장 지표',
  pause: '일시정지',
  play: '재생',
  pauseUpdates: '갱신 일시정지',
  startMotion: '움직임 시작',
  paused: '일시정지됨',
  playing: '재생 중',
  previous: '이전',
  next: '다음',
  priceChange: (direction, change, percent, unit) => {
    const verb = direction === 'up' ? '상승' : '하락';
    const percentage = percent && `${percent}퍼센트`;
    if (!change) return `${percentage} ${verb}`;
    const amount = change + (unit === 'index' ? '포인트' : unit === 'KRW' ? '원' : '');
    return [`${amount} ${verb}`, percentage].filter(Boolean).join(', ');
  },
  minus: '마이너스',
  comma: ', ',
  unchanged: '보합',
  limits: { upper: '상한가', lower: '하한가' },
  noValue: '값 없음',
  delay: (minutes) => (minutes ? `${minutes}분 지연` : '실시간'),
  endOfDay: '종가',
  unknownState: '장 상태 미확인',
  unknownDelay: '지연 시간 미확인',
  asOf: (time) => `${time} 기준`,
  stale: '최신 아님',
  error: '갱신 실패',
  recovered: '다시 갱신됨',
  loading: '불러오는 중',
  states: {
    open: '장중',
    pre: '장 시작 전',
    auction: '동시호가',
    post: '시간외',
    closed: '장 마감',
    holiday: '휴장',
    halted: '정지',
  },
};
