export interface EventRing {
  /** Adds an event with the next id. Returns its bytes. */
  add(data: string): Buffer;
  /**
   * Returns the bytes of an event with the whole feed and the id of the last event. They are created once for all readers
   * until the next event is added.
   */
  whole(data: () => string): Buffer;
  /** Returns the events after the one with an id; undefined if the id is unknown or too old. */
  since(id: string | undefined): readonly Buffer[] | undefined;
}

/** How many events, and how many bytes of them, are kept for readers who come back. */
const MAX_EVENTS = 500;
const MAX_BYTES = 2 ** 20;

/**
 * Keeps the last events of a stream. Ids consist of the name of the run and a number, so that an id of an earlier run of
 * the server is unknown.
 */
export function createEventRing(run: string): EventRing {
  const events: Buffer[] = [];
  let last = 0;
  let size = 0;
  let wholeEvent: Buffer | undefined;

  const eventOf = (data: string): Buffer => Buffer.from(`id: ${run}-${last}\ndata: ${data}\n\n`);

  return {
    add(data) {
      last++;
      wholeEvent = undefined;
      const bytes = eventOf(data);
      events.push(bytes);
      size += bytes.length;
      while (events.length > MAX_EVENTS || size > MAX_BYTES) size -= events.shift()?.length ?? 0;
      return bytes;
    },

    whole: (data) => (wholeEvent ??= eventOf(data())),

    since(id = '') {
      const text = id.startsWith(`${run}-`) ? id.slice(run.length + 1) : '';
      const number = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
      const oldest = last - events.length;
      if (!(number >= oldest && number <= last)) return undefined;
      return events.slice(number - oldest);
    },
  };
}
