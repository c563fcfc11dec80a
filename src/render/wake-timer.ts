// One timer for all strips of the page. It is set for the moment at which the first of their texts changes through the
// passing of time alone.

const wakeTimes = new Map<() => void, number>();
let timer: ReturnType<typeof setTimeout> | undefined;
let timerSetFor = Infinity;

/**
 * Calls a function once at a given time, or, if the page is hidden then, when it is shown again. Another call of `wakeAt`
 * for the same function replaces the time.
 *
 * @param time epoch milliseconds; Infinity cancels the call
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
  // A timeout is less than 2 ** 31 ms, almost 25 days, so a later time takes several timeouts.
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
