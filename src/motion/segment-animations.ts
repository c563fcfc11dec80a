import type { TrackLayout } from './track-layout.js';

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
  /** Removes the animation and the attribute that `place` has added to a segment. */
  release(segment: HTMLElement): void;
}

/**
 * Moves each segment by its own compositor animation, which animates only `transform`. A segment is a box of one or
 * more items that moves as one. All animations have the same distance and duration but different phases.
 */
export function createSegmentAnimations(): SegmentAnimations {
  const animations = new Map<HTMLElement, Animation>();
  let keyframes: Keyframe[] = [];
  let timing: OptionalEffectTiming = {};
  /** The position of a segment at the start of a loop. */
  let loopStart = 0;
  let pace = 0;
  let loopDuration = 0;

  const cancel = (segment: HTMLElement): void => {
    animations.get(segment)?.cancel();
    animations.delete(segment);
  };

  return {
    setPath({ length, lead }, pixelsPerMs, isRightToLeft) {
      const sign = isRightToLeft ? -1 : 1;
      loopStart = length - lead;
      pace = pixelsPerMs;
      loopDuration = length / pixelsPerMs;
      timing = { duration: loopDuration, iterations: Infinity };
      keyframes = [loopStart, -lead].map((x) => ({ transform: `translateX(${sign * x}px)` }));
      // The existing effects are updated instead of being replaced, because the animations must not restart.
      for (const { effect } of animations.values()) {
        // `animate()` always creates a `KeyframeEffect`.
        (effect as KeyframeEffect).setKeyframes(keyframes);
        (effect as KeyframeEffect).updateTiming(timing);
      }
    },
    place(segments, positions, parkingDistance, runningAt) {
      let distanceToUnpark = Infinity;
      segments.forEach((segment, index) => {
        // The fallback 0 is never used, because there is a position for each segment.
        const position = positions[index] ?? 0;
        const isParked = position > parkingDistance * 1.5;
        segment.toggleAttribute('data-parked', isParked);
        if (isParked) {
          distanceToUnpark = Math.min(distanceToUnpark, position - parkingDistance);
          return cancel(segment);
        }
        let animation = animations.get(segment);
        if (!animation) animations.set(segment, (animation = segment.animate(keyframes, timing)));
        const elapsed = (loopStart - position) / pace;
        if (runningAt === undefined) {
          animation.pause();
          animation.currentTime = elapsed;
        } else {
          // The start time is set one loop earlier, which does not change the position. Without this shift, the start
          // time could be later than the current time of `document.timeline`, which does not advance during a task.
          // Until the timeline reached the start time, the segment would be at its untranslated position (915 px away
          // in a Firefox run).
          animation.startTime = runningAt - elapsed - loopDuration;
        }
      });
      return distanceToUnpark;
    },
    release(segment) {
      cancel(segment);
      segment.removeAttribute('data-parked');
    },
  };
}
