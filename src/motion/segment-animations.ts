import type { TrackLayout } from './track-layout.js';
import { documentMember } from '../dom/members.js';

export interface SegmentAnimations {
  /**
   * Sets the pace in CSS px per ms and the path of all segments. The path leads from the end of the track to the start
   * of the track.
   */
  setPath(layout: TrackLayout, pixelsPerMs: number, isRightToLeft: boolean): void;
  /**
   * Puts each segment at its position, which is a distance in CSS px from the start of the viewport. A segment is
   * parked if its position is beyond 1.5 times the parking distance. A parked segment has no animation, so it costs
   * nothing in a frame.
   *
   * @param runningAt the time in ms at which the running segments have these positions, or undefined if the segments
   *   stand still
   * @returns the distance in CSS px after which `place` must be called again, because a parked segment then reaches the
   *   parking distance. The distance is Infinity if no segment is parked.
   */
  place(
    segments: readonly HTMLElement[],
    positions: readonly number[],
    parkingDistance: number,
    runningAt: number | undefined,
  ): number;
  /** Returns whether all animations still run, or stand still, as the last call of `place` has left them. */
  areIntact(): boolean;
  /** Removes the animation and the attribute that `place` has added to a segment. */
  release(segment: HTMLElement): void;
}

/** The deviation in ms from which an animation counts as changed by others. Some browsers round times. */
const TOLERANCE = 20;

/** An animation and what `place` has last set. */
interface PlacedAnimation {
  readonly animation: Animation;
  readonly effect: KeyframeEffect;
  /** The time in ms: the start time if the animation runs, otherwise its current time. */
  time: number;
  isRunning: boolean;
}

/**
 * Moves each segment by its own compositor animation, which animates only `transform`. A segment is a box of one or
 * more items that moves as one. All animations have the same distance and duration but different phases.
 *
 * The page, an extension or a test tool can reach these animations by `document.getAnimations()`. Their changes are
 * undone in the same `Animation` objects. A script that has cancelled an animation may play it later, and two animations
 * of one segment would then contradict each other.
 *
 * @param onCancelled called before the next paint if others have cancelled an animation; the callback must set the path
 *   and the places again
 */
export function createSegmentAnimations(onCancelled: () => void): SegmentAnimations {
  const placed = new Map<HTMLElement, PlacedAnimation>();
  let keyframes: Keyframe[] = [];
  let timing: OptionalEffectTiming = {};
  /** The position of a segment at the start of a loop. */
  let loopStart = 0;
  let pace = 0;
  let loopDuration = 0;

  const start = (segment: HTMLElement): PlacedAnimation => {
    const animation = segment.animate(keyframes, timing);
    // `animate()` always creates a `KeyframeEffect`.
    const created = { animation, effect: animation.effect as KeyframeEffect, time: 0, isRunning: false };
    placed.set(segment, created);
    animation.addEventListener('cancel', () => {
      // The first of many events restores all animations, after which they are no longer idle.
      if (placed.get(segment) === created && animation.playState === 'idle') onCancelled();
    });
    return created;
  };

  const cancel = (segment: HTMLElement): void => {
    const animation = placed.get(segment)?.animation;
    placed.delete(segment);
    animation?.cancel();
  };

  return {
    setPath({ length, lead }, pixelsPerMs, isRightToLeft) {
      const sign = isRightToLeft ? -1 : 1;
      loopStart = length - lead;
      pace = pixelsPerMs;
      loopDuration = length / pixelsPerMs;
      timing = { __proto__: null, duration: loopDuration, iterations: Infinity };
      keyframes = [loopStart, -lead].map((x) => ({ __proto__: null, transform: `translateX(${sign * x}px)` }));
      // The existing effects are updated instead of being replaced, because the animations must not restart.
      for (const [segment, { animation, effect }] of placed) {
        const timeline = documentMember('timeline', segment.ownerDocument);
        // These properties differ only if others have changed them.
        if (animation.effect !== effect) animation.effect = effect;
        if (animation.timeline !== timeline) animation.timeline = timeline;
        if (animation.playbackRate !== 1) animation.playbackRate = 1;
        effect.setKeyframes(keyframes);
        effect.updateTiming(timing);
      }
    },
    place(segments, positions, parkingDistance, runningAt) {
      let distanceToUnpark = Infinity;
      const toTimeline = clockOffset(segments[0]);
      segments.forEach((segment, index) => {
        // The fallback 0 is never used, because there is a position for each segment.
        const position = positions[index] ?? 0;
        const isParked = position > parkingDistance * 1.5;
        segment.toggleAttribute('data-parked', isParked);
        if (isParked) {
          distanceToUnpark = Math.min(distanceToUnpark, position - parkingDistance);
          return cancel(segment);
        }
        const current = placed.get(segment) ?? start(segment);
        const { animation } = current;
        const elapsed = (loopStart - position) / pace;
        if (runningAt === undefined) {
          animation.pause();
          animation.currentTime = current.time = elapsed;
        } else {
          // The start time is set one loop earlier, which does not change the position. Without this shift, the start
          // time could be later than the current time of `document.timeline`, which does not advance during a task.
          // Until the timeline reached the start time, the segment would be at its untranslated position (915 px away
          // in a Firefox run).
          animation.startTime = current.time = runningAt - elapsed - loopDuration + toTimeline;
        }
        current.isRunning = runningAt !== undefined;
      });
      return distanceToUnpark;
    },
    areIntact: () =>
      [...placed].every(([{ ownerDocument }, { animation, effect, time, isRunning }]) => {
        const expected = isRunning ? Number(documentMember('timeline', ownerDocument).currentTime) - time : time;
        return animation.effect === effect && Math.abs(Number(animation.currentTime) - expected) < TOLERANCE;
      }),
    release(segment) {
      cancel(segment);
      segment.removeAttribute('data-parked');
    },
  };
}

/**
 * Returns the offset in ms from the clock of this script to the clock of the document that contains an element. The
 * clocks differ if the strip has been moved into another window, such as a frame.
 */
function clockOffset(element: Element | undefined): number {
  const view = element && documentMember('defaultView', element.ownerDocument);
  return view ? performance.timeOrigin - view.performance.timeOrigin : 0;
}
