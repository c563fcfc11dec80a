import { pageTime, timeListeners } from './page-time.js';
import { isPageHidden } from '../dom/members.js';

// All strips and sources of the page share one timer. It is set for the earliest time at which something is due. While
// there are strips in the page, it is set for a second at most: a timer stands still while the computer sleeps, so it
// must run soon after to notice the sleep.

/** The longest time in ms between two checks of the clock while a visible page has a strip. */
const HEARTBEAT = 1000;
/** The longest timeout in ms. Browsers store a timeout as a signed 32-bit integer, which ends after 25 days. */
const MAX_TIMEOUT = 1e9;

const wakeTimes = new Map<() => void, number>();
let timer: ReturnType<typeof setTimeout> | undefined;
/** The earliest of `wakeTimes` when the timer was set. Undefined if no timer is set. */
let timerSetFor: number | undefined;
let isListening = false;

/**
 * Calls `callback` once at `time`. If the page is hidden at that time, `callback` is called when the page is shown
 * again. A later call of `wakeAt` with the same callback replaces the time.
 *
 * @param time the time in ms of `pageTime()`, or Infinity to cancel the call
 */
export function wakeAt(callback: () => void, time: number): void {
  if (time < Infinity) wakeTimes.set(callback, time);
  else wakeTimes.delete(callback);
  setTimer();
}

/**
 * Calls `listener` after time has jumped forward or `trueTime` has been corrected.
 *
 * @param listener called with the ms by which `pageTime` has jumped; 0 after a correction
 */
export function onTimeChange(listener: (jump: number) => void): void {
  timeListeners.add(listener);
  setTimer();
}

/** Removes a listener of `onTimeChange`. */
export function offTimeChange(listener: (jump: number) => void): void {
  timeListeners.delete(listener);
  setTimer();
}

function setTimer(): void {
  const isNeeded = !isPageHidden() && wakeTimes.size + timeListeners.size > 0;
  const next = Math.min(...wakeTimes.values());
  if (isNeeded && next === timerSetFor) return;
  clearTimeout(timer);
  timerSetFor = isNeeded ? next : undefined;
  if (isNeeded) timer = setTimeout(wakeDue, Math.min(next - pageTime(), timeListeners.size ? HEARTBEAT : MAX_TIMEOUT));
  if (isListening) return;
  isListening = true;
  // A page that was hidden, frozen or kept in the back/forward cache has not checked the clock. `resume` does not
  // bubble to the window.
  for (const type of ['visibilitychange', 'resume', 'pageshow']) addEventListener(type, wakeDue, true);
}

function wakeDue(): void {
  timerSetFor = undefined;
  const now = pageTime();
  if (!isPageHidden())
    // A copy, because a callback may set itself again.
    for (const [callback, time] of [...wakeTimes]) {
      if (time > now) continue;
      wakeTimes.delete(callback);
      callback();
    }
  setTimer();
}
