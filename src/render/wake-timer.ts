// One timer for all strips of the page, set to the moment at which the first of their texts changes by the clock alone.

const alarms = new Map<() => void, number>();
let timer: ReturnType<typeof setTimeout> | undefined;
let setFor = Infinity;
let listening = false;

/** Calls back once when a moment has come, later where the page is hidden then. Replaces the same caller's earlier wish. */
export function wakeAt(callback: () => void, time: number): void {
  if (time < Infinity) alarms.set(callback, time);
  else alarms.delete(callback);
  set();
  if (!listening) document.addEventListener('visibilitychange', ring);
  listening = true;
}

function set(): void {
  const next = Math.min(...alarms.values());
  if (next === setFor) return;
  setFor = next;
  clearTimeout(timer);
  // 2 ** 31 ms, almost 25 days, is as far as timers go: what is later is looked at again on the way.
  if (next < Infinity && !document.hidden) timer = setTimeout(ring, Math.min(next - Date.now(), 1e9));
}

function ring(): void {
  setFor = Infinity;
  if (!document.hidden)
    for (const [callback, time] of alarms) {
      if (time > Date.now()) continue;
      alarms.delete(callback);
      callback();
    }
  set();
}
