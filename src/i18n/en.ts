import type { Messages } from './index.js';

export const en: Messages = {
  lang: 'en',
  label: 'Market prices',
  pause: 'Pause',
  play: 'Play',
  previous: 'Previous',
  next: 'Next',
  move: (direction, change, percent, kind) =>
    [`${direction} ${change}${change && kind === 'index' ? ' points' : ''}`.trim(), percent && `${percent} percent`]
      .filter(Boolean)
      .join(change ? ', ' : ' '),
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
