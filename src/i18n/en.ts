import type { Messages } from './messages.js';

export const en: Messages = {
  lang: 'en',
  label: 'Market prices',
  pause: 'Pause',
  play: 'Play',
  pauseUpdates: 'Pause updates',
  startMotion: 'Start motion',
  paused: 'paused',
  playing: 'playing',
  previous: 'Previous',
  next: 'Next',
  priceChange: (direction, change, percent, unit) => {
    const percentage = percent && `${percent} percent`;
    if (!change) return `${direction} ${percentage}`.trim();
    const amount = unit === 'index' ? `${change} points` : change;
    return [`${direction} ${amount}`, percentage].filter(Boolean).join(', ');
  },
  minus: 'minus',
  comma: ', ',
  unchanged: 'unchanged',
  limits: { upper: 'upper limit', lower: 'lower limit' },
  noValue: 'no value',
  delay: (minutes) => (minutes ? `${minutes} min delay` : 'Real time'),
  endOfDay: 'End of day',
  unknownState: 'Session unknown',
  unknownDelay: 'Delay unknown',
  asOf: (time) => `As of ${time}`,
  stale: 'Not current',
  error: 'Update failed',
  recovered: 'Up to date again',
  loading: 'Loading…',
  states: {
    open: 'Open',
    pre: 'Pre-market',
    auction: 'Auction',
    post: 'After hours',
    closed: 'Closed',
    holiday: 'Holiday',
    halted: 'Halted',
  },
};
