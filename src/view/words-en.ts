import type { Move, Words } from './words.js';

const amount = ({ change, percent, kind }: Move): string =>
  [change && (kind === 'index' ? `${change} points` : change), percent && `${percent} percent`].filter(Boolean).join(', ');

export const en: Words = {
  label: 'Market prices',
  pause: 'Pause',
  play: 'Play',
  up: (move) => `up ${amount(move)}`,
  down: (move) => `down ${amount(move)}`,
  unchanged: 'unchanged',
  noValue: 'no value',
  minutesDelay: (minutes) => `${minutes} min delay`,
  endOfDay: 'End of day',
  asOf: (time) => `As of ${time}`,
  stale: 'Not current',
  failed: 'Update failed',
  loading: 'Loading market prices',
  states: {
    pre: 'Before the open',
    auction: 'Auction',
    post: 'After hours',
    closed: 'Closed',
    holiday: 'Holiday',
    halted: 'Halted',
  },
};
