import { pageTime } from '../clock/page-time.js';
import { wakeAt } from '../clock/wake-timer.js';
import type { ParsePayload } from '../model/raw-feed.js';
import { pollingSource } from './polling-source.js';
import { pollSeconds } from './schedule.js';
import { sharedTabSource } from './shared-tab-source.js';
import type { FeedRequest, FeedSource, SourceHooks, SourceState } from './types.js';

/**
 * For how many ms a source without subscribers keeps its stream open and waits for a response. Frameworks and routers
 * remove an element and add it, or another one like it, a moment later.
 */
const LINGER = 5000;

/** The number of feeds whose state the page keeps when no element displays them. */
const MAX_KNOWN = 50;

/**
 * A feed that an element of the page displays or has displayed.
 *
 * This is a class because no minifier inlines a method. A function that is called once would be inlined into the method
 * of the element that calls it, and the functions of the source would then keep that element in memory.
 */
class KnownFeed {
  /** The parts of the request that identify the feed. An adapter that is a function may refer to an element. */
  readonly key: readonly unknown[];
  readonly sharedByTabs: boolean;
  /** The state from which the next source continues. */
  state: SourceState;
  /** The source of the feed. Undefined while no element displays the feed. */
  source: FeedSource | undefined;

  constructor(key: readonly unknown[], sharedByTabs: boolean, state: SourceState) {
    this.key = key.map((part) => (typeof part === 'function' ? new WeakRef(part) : part));
    this.sharedByTabs = sharedByTabs;
    this.state = state;
  }

  hasKey(key: readonly unknown[]): boolean {
    return this.key.every((part, index) => (part instanceof WeakRef ? part.deref() : part) === key[index]);
  }

  /** Creates the source. */
  open(request: FeedRequest, parse: ParsePayload): FeedSource {
    const onIdle = (endsNow: boolean): void => (endsNow ? this.end() : wakeAt(this.end, pageTime() + LINGER));
    const create = (state: SourceState, hooks: SourceHooks): FeedSource => pollingSource(request, parse, state, hooks);
    // Tabs do not share a feed whose adapter is a function, because tabs can identify an adapter only by a name, and the
    // function exists only in this page.
    const hasName = !this.key.some((part) => part instanceof WeakRef);
    const shared =
      this.sharedByTabs && hasName ? sharedTabSource(JSON.stringify(this.key), this.state, create, onIdle) : undefined;
    return (this.source = shared ?? create(this.state, { onIdle }));
  }

  /** Ends the source, and keeps its state. */
  readonly end = (): void => {
    const { source } = this;
    wakeAt(this.end, Infinity);
    if (source) this.state = source.state();
    this.source = undefined;
    source?.end();
    const forgotten = knownFeeds.filter((known) => !known.source).slice(0, -MAX_KNOWN);
    knownFeeds = knownFeeds.filter((known) => !forgotten.includes(known));
  };
}

/** The known feeds, in the order in which they were last used. */
let knownFeeds: KnownFeed[] = [];

/**
 * Returns the source of a feed. A page has only one source for each feed. The state of a feed, including when it may be
 * requested again, outlives its source for as long as the page exists.
 *
 * @param parse parses payloads with `request.parserOptions`
 */
export function feedSource(request: FeedRequest, parse: ParsePayload): FeedSource {
  const { url, streamUrl, credentials, sharedByTabs, parserOptions } = request;
  const key = [url, streamUrl, credentials, ...parserOptions];
  const same = knownFeeds.filter((known) => known.hasKey(key));
  const latest = same.at(-1);
  const known =
    same.find((other) => other.source && other.sharedByTabs === sharedByTabs) ??
    new KnownFeed(key, sharedByTabs, latest ? resumedState(latest.source?.state() ?? latest.state) : { dueAt: 0 });
  knownFeeds = knownFeeds.filter((other) => other !== known && (other.source ?? other !== latest));
  knownFeeds.push(known);
  wakeAt(known.end, Infinity);
  return known.source ?? known.open(request, parse);
}

/**
 * Returns the state from which a new source continues. If no further request was planned, because all elements loaded
 * the feed once, the next element loads it again when it is out of date.
 */
const resumedState = (state: SourceState): SourceState =>
  state.feed && state.dueAt === Infinity
    ? { ...state, dueAt: (state.receivedAt ?? 0) + 1000 * pollSeconds([null], state.feed.ttl, state.freshSeconds) }
    : state;
