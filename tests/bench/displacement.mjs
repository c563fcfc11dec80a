// Computes how far quotes leap beyond their even motion, from their positions recorded frame by frame.
import { median } from 'simple-statistics';

/**
 * @typedef {{ id: string, left: number, seen: boolean }} Position of a cell: its left edge in px, and whether it is in view
 * @typedef {{ time: number, positions: Position[] }} Frame time in ms
 */

/** How far each quote that was in view has moved by the next frame, to the nearest of its copies. */
function moves(before, after) {
  return before.positions
    .filter(({ seen }) => seen)
    .flatMap(({ id, left }) => {
      const steps = after.positions.filter((other) => other.id === id).map((other) => other.left - left);
      if (!steps.length) return []; // the page has removed it at the edge
      return { id, step: steps.reduce((least, step) => (Math.abs(step) < Math.abs(least) ? step : least)) };
    });
}

const pairs = (frames) => frames.slice(1).map((after, index) => [frames[index], after]);

/** The velocity of the even motion, px per ms. */
export function velocityOf(frames) {
  const speeds = pairs(frames)
    .filter(([before, after]) => after.time > before.time)
    .flatMap(([before, after]) => moves(before, after).map(({ step }) => step / (after.time - before.time)));
  return speeds.length ? median(speeds) : 0;
}

/**
 * The worst frame: how far the quote leapt that leapt furthest, and how far the one that leapt least. The latter is how far the
 * strip leapt as a whole, whatever quote a reader looked at. Both are in px.
 *
 * @param {Frame[]} frames
 * @param {number} velocity px per ms
 * @param {string} [except] id of a quote that has changed itself
 */
export function worstLeap(frames, velocity, except) {
  const leaps = pairs(frames).map(([before, after]) => {
    const even = velocity * (after.time - before.time);
    return moves(before, after)
      .filter(({ id }) => id !== except)
      .map(({ step }) => Math.abs(step - even));
  });
  const seen = leaps.filter((frame) => frame.length);
  return {
    most: Math.max(0, ...seen.map((frame) => Math.max(...frame))),
    least: Math.max(0, ...seen.map((frame) => Math.min(...frame))),
  };
}
