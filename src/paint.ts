// Values are painted at most ten times a second, which is more than anybody reads, and by all strips of the page at once:
// one layout, one frame.

const PAUSE = 100;

let last = -Infinity;
let next: Promise<void> | undefined;

/** Resolves when values may be painted: next to at once where none have been for a while. */
export function nextPaint(): Promise<void> {
  return (next ??= new Promise((resolve) => {
    setTimeout(
      () => {
        last = performance.now();
        next = undefined;
        resolve();
      },
      last + PAUSE - performance.now(),
    );
  }));
}
