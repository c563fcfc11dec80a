import type { TrackLayout } from './track-layout.js';

export interface SegmentAnimations {
  /** Sets the path of all segments, from the end of the track to its start, and the pace in CSS px per ms. */
  setPath(layout: TrackLayout, pixelsPerMs: number, isRightToLeft: boolean): void;
  /**
   * Puts segments at positions on the path, measured in CSS px from the start of the viewport. A segment at more than
   * 1.5 times the parking distance is parked: it has no animation, and costs nothing in a frame.
   *
   * @param runningAt the time at which the running segments have these positions; undefined where they stand still
   * @returns the distance after which the first parked segment comes to the parking distance, so that `place` has to be
   *   called again; Infinity where none is parked
   */
  place(
    segments: readonly HTMLElement[],
    positions: readonly number[],
    parkingDistance: number,
    runningAt: number | undefined,
  ): number;
  /** Undoes what `place` has done to a segment. */
  release(segment: HTMLElement): void;
}

/**
 * Moves track segments by one compositor animation each, which animates nothing but `transform`. All of them have the
 * same distance and duration, and each has its own phase.
 */
export function createSegmentAnimations(): SegmentAnimations {
  const animations = new Map<HTMLElement, Animation>();
  let keyframes: Keyframe[] = [];
  let timing: OptionalEffectTiming = {};
  /** The position of a segment at the beginning of a loop. */
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
      // The effects are updated, because an animation with another effect would start anew.
      for (const { effect } of animations.values()) {
        // `animate()` creates no other kind of effect.
        (effect as KeyframeEffect).setKeyframes(keyframes);
        (effect as KeyframeEffect).updateTiming(timing);
      }
    },
    place(segments, positions, parkingDistance, runningAt) {
      let distanceToUnpark = Infinity;
      segments.forEach((segment, index) => {
        // There is one position for each segment.
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
          // The start lies one loop back. The timeline stands still within a task, and a start ahead of it would be in
          // the future: until then the segment would drop to its untranslated position (915 px away in a Firefox run).
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
