// All strips of the page share one timer. The timer is set for the earliest time at which a strip must be rendered even
// if no event occurs, for example because a text depends on the time.

const wakeTimes = new Map<() => void, number>();
let timer: ReturnType<typeof setTimeout> | undefined;
let timerSetFor = Infinity;

/**
 * Calls `callback` once at `time`. If the page is hidden at that time, `callback` is called when the page is shown
 * again. A later call of `wakeAt` with the same callback replaces the time.
 *
 * @param time the time in epoch ms, or Infinity to cancel the call
 */
export function wakeAt(callback: () => void, time: number): void {
  if (time < Infinity) wakeTimes.set(callback, time);
  else wakeTimes.delete(callback);
  setTimer();
  // The document adds the same listener only once.
  document.addEventListener('visibilitychange', wakeDue);
}

function setTimer(): void {
  const next = Math.min(...wakeTimes.values());
  if (next === timerSetFor) return;
  timerSetFor = next;
  clearTimeout(timer);
  // A timeout must be shorter than 2 ** 31 ms (almost 25 days), so a later time takes several timeouts.
  if (next < Infinity && !document.hidden) timer = setTimeout(wakeDue, Math.min(next - Date.now(), 1e9));
}

function wakeDue(): void {
  timerSetFor = Infinity;
  if (!document.hidden)
    for (const [callback, time] of wakeTimes) {
      if (time > Date.now()) continue;
      wakeTimes.delete(callback);
      callback();
    }
  setTimer();
}
