// The reader's clock can be wrong, can be set while the page is open, and continues while the computer sleeps.
// `performance.now()` cannot be set, but in some browsers it stands still while the computer sleeps. Two times are
// derived from both: `pageTime` for deadlines, and `trueTime` for ages.

/** By how many ms the two clocks may drift apart before one of them counts as having jumped. */
const JUMP = 1000;
/** How wrong, in ms, the reader's clock may be before it is corrected (contract §8). */
const MAX_ERROR = 60_000;
/** Two responses show the same server clock if they differ by less than this, in ms. A `Date` has no decimals. */
const SAME_CLOCK = 2000;
/** The shortest time in ms between two responses that are compared. A replayed `Date` stands still for as long. */
const MIN_GAP = 4000;

/** The reader's clock minus `performance.now()`, in ms, when they were last compared. */
let offset: number | undefined;
/** `pageTime()` minus `performance.now()`, in ms. */
let lead = 0;
/** `trueTime()` minus `pageTime()`, in ms. */
let correction = 0;

/** The last response that has stated a time. Undefined until there is one, and after a jump of the reader's clock. */
let last: { readonly origin: string; readonly ahead: number; readonly readAt: number } | undefined;

/**
 * The functions that are called in a microtask after time has jumped forward or `trueTime` has been corrected, with the
 * ms by which `pageTime` has jumped. Register them with `onTimeChange`.
 */
export const timeListeners = new Set<(jump: number) => void>();

/**
 * Returns the time for deadlines: that of the reader's clock when the page first asked, plus the time that has passed.
 * It never goes back. If the reader's clock jumps forward, the computer may have slept, so the time counts as passed.
 * If the reader's clock is set back, this time continues.
 *
 * @returns a time in ms, to be compared with other page times only
 */
export function pageTime(): number {
  const monotonic = performance.now();
  const now = readersOffset(monotonic);
  if (offset === undefined) lead = offset = now;
  const jump = now - offset;
  if (Math.abs(jump) > JUMP) {
    offset = now;
    if (jump > 0) {
      lead += jump;
      // A time from before the jump says nothing about the clock after it.
      last = undefined;
      notify(jump);
    }
  }
  return monotonic + lead;
}

/**
 * Returns the current time in epoch ms for computing ages: that of the reader's clock, corrected by the clocks of
 * the servers if it is wrong by more than a minute. After a jump whose cause is unknown, this is the later of the
 * possible times, so that old data are never presented as current.
 */
export const trueTime = (): number => Math.floor(pageTime() + correction);

/** Returns by how many ms the reader's clock is ahead of `pageTime()`. */
export const readersClockAhead = (): number => readersOffset(pageTime() - lead) - lead;

/**
 * Returns the reader's clock minus `performance.now()`. A page may replace `Date.now` by a function that returns no
 * number.
 */
function readersOffset(monotonic: number): number {
  const now = Number(Date.now());
  return Number.isFinite(now) ? now - monotonic : (offset ?? 0);
}

/**
 * Takes the time that a response states into account. If servers disagree, the one that differs least from the reader's
 * clock is used.
 *
 * A response that a service worker or a simple cache replays states the time when it was made. Such a time is too early
 * and would make old data look current. An earlier time is therefore accepted only from the first response of a server
 * (if no service worker controls the page), or if it has advanced like this page's clock since the last response.
 *
 * @param origin the origin of the server
 * @param time the server's time in epoch ms, or NaN if it is unknown
 * @returns whether the time is known and certain
 */
export function readServerTime(origin: string, time: number): boolean {
  const readAt = pageTime();
  const ahead = time - readAt;
  const isLater = ahead >= correction;
  const before = last?.origin === origin ? last : undefined;
  if (Number.isNaN(ahead) || (last && !before && Math.abs(ahead) > Math.abs(last.ahead))) return false;
  if (before && readAt - before.readAt < MIN_GAP && !isLater) return false;
  last = { origin, ahead, readAt };
  // On a page that was not served over HTTPS, `navigator.serviceWorker` is undefined, although its type says otherwise.
  const { controller } = (navigator.serviceWorker as ServiceWorkerContainer | undefined) ?? {};
  const isCertain = isLater || (before ? Math.abs(ahead - before.ahead) < SAME_CLOCK : !controller);
  if (isCertain && Math.abs(ahead - correction) > MAX_ERROR) {
    correction = ahead;
    notify(0);
  }
  return isCertain;
}

function notify(jump: number): void {
  queueMicrotask(() => {
    for (const listener of timeListeners) listener(jump);
  });
}
