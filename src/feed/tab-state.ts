import { pageTime, readersClockAhead, readServerTime, trueTime } from '../clock/page-time.js';
import { createExcerpts, pathExcerpt } from '../model/issue-excerpts.js';
import { MAX_ISSUES, normalise } from '../model/normalise.js';
import { LIMIT_DIRECTIONS } from '../model/parse-price-change.js';
import { isDateOnly, writeTime } from '../model/parse-time.js';
import { UNKNOWN_CHANGE, type PriceChange } from '../model/price-change.js';
import type { Feed, Issue, Quote } from '../model/quote.js';
import { MAX_ITEMS } from '../model/raw-feed.js';
import type { FailureKind } from './fetch-json.js';
import type { Failure, SourceState } from './types.js';

/** The longest time in ms for which a server can forbid requests: an hour, and the random extension of 10 %. */
const MAX_WAIT = 3_960_000;

const KINDS: readonly FailureKind[] = ['network', 'timeout', 'http', 'type', 'size', 'syntax', 'shape', 'stream'];

/**
 * Converts the page times of a state to the reader's clock, which all tabs share, or back. Each tab has its own page
 * time, because it depends on when the tab was opened and on what has happened to the clock since then.
 *
 * @param sign 1 to convert to the reader's clock, -1 to convert back
 */
export function onReadersClock(state: SourceState, sign: 1 | -1): SourceState {
  const ahead = sign * readersClockAhead();
  const { dueAt, notBefore, receivedAt = 0, stream, serverAhead = NaN } = state;
  return {
    ...state,
    dueAt: dueAt + ahead,
    notBefore: notBefore && notBefore + ahead,
    receivedAt: receivedAt + ahead,
    stream: stream && { ...stream, opensAt: stream.opensAt + ahead },
    serverAhead: serverAhead - ahead,
  };
}

/**
 * Reads the state that another tab has sent. Every script of the site can send one, so the state is checked by the rules
 * of a feed, and its times are limited to what a server can demand.
 *
 * @param name the name of the feed
 * @param message the message, with times of the reader's clock
 * @returns the state with page times, or undefined if the message is not a state or contains nothing
 */
export function readTabState(name: string, message: unknown): SourceState | undefined {
  try {
    const received = onReadersClock(message as SourceState, -1);
    const now = pageTime();
    const latest = now + MAX_WAIT;
    const serverAhead = Number(received.serverAhead);
    readServerTime(name, now + serverAhead);
    const feed = received.feed && readFeed(received.feed);
    const failure = received.failure && readFailure(received.failure);
    const { stream } = received;
    // Without a stream, which may send nothing for hours, a leader knows something or has nothing to say.
    if (!feed && !failure && !stream) return undefined;
    return {
      feed,
      failure,
      // A feed that is loaded only once has no next request.
      dueAt: feed && !failure && received.dueAt === Infinity ? Infinity : within(received.dueAt, 0, latest),
      notBefore: within(received.notBefore, 0, latest),
      receivedAt: within(received.receivedAt, 0, now),
      freshSeconds: within(received.freshSeconds, 0, MAX_WAIT),
      failures: within(received.failures, 0, 99),
      unchangedResponses: within(received.unchangedResponses, 0, 99),
      stream: stream && { opensAt: within(stream.opensAt, 0, latest), breaks: within(stream.breaks, 0, 99) },
      serverAhead,
      pollSeconds: within(received.pollSeconds, 0, MAX_WAIT),
    };
  } catch {
    return undefined;
  }
}

/** Returns a number within limits. Any other value counts as `min`. */
const within = (value: unknown, min: number, max: number): number => Math.min(Math.max(Number(value) || min, min), max);

/**
 * Returns the first members of an array, which may have billions of holes. Holes become undefined, so `map` meets them.
 */
const firstOf = <T>(array: readonly T[], length: number): T[] => [...array.slice(0, length)];

/**
 * Applies the rules of a feed to a parsed feed. A feed that already follows the rules is not changed. The
 * quotes are parsed separately from the envelope, because they have already inherited its values.
 *
 * @returns undefined if the feed has no quotes
 */
function readFeed({ quotes: sent, issues: sentIssues, ...envelope }: Feed): Feed | undefined {
  const now = trueTime();
  const received = firstOf(sent, MAX_ITEMS);
  const changes = new Map(received.map((quote) => [quote.id, readChange(quote)]));
  const items = received.map((quote, index) => ({
    path: `items[${index}]`,
    fields: { ...withReadableTime(quote, 'asOf'), ...NO_CHANGE },
  }));
  const { quotes: read, issues } = normalise({ fields: {}, items }, now, new Map());
  const quotes = read.map((quote) => (quote.price === null ? quote : { ...quote, ...changes.get(quote.id) }));
  const fields = withReadableTime(envelope, 'generatedAt');
  const { generatedAt, ttl, delay, state, source, notice } = normalise({ fields, items: [] }, now, new Map());
  const newIssues = issues.filter(({ action }) => action !== 'kept');
  return quotes.length
    ? { quotes, issues: [...readIssues(sentIssues), ...newIssues], generatedAt, ttl, delay, state, source, notice }
    : undefined;
}

const NO_CHANGE = { ...UNKNOWN_CHANGE, limit: null };

/** The directions in the order of their signs: 1, 0 and −1. */
const DIRECTIONS: readonly unknown[] = ['up', 'flat', 'down'];

/**
 * Returns the change fields of a quote, or nothing if they contradict each other. The rules of a feed are not applied
 * again: they have computed some of these numbers from others and have rounded them, and would compute other numbers
 * from those.
 */
function readChange({
  change,
  changePercent,
  previousClose,
  direction,
  limit,
}: Quote): PriceChange & Pick<Quote, 'limit'> {
  const sign = 1 - DIRECTIONS.indexOf(direction);
  const isKnown = direction === null || sign < 2;
  const isSigned = [change, changePercent].every(
    (number) => number === null || (Number.isFinite(number) && [0, sign].includes(Math.sign(number))),
  );
  if (!isKnown || !isSigned || (previousClose !== null && !Number.isFinite(previousClose))) return NO_CHANGE;
  const isLimit = (limit === 'upper' || limit === 'lower') && LIMIT_DIRECTIONS[limit] === direction;
  return { change, changePercent, previousClose, direction, limit: isLimit ? limit : null };
}

/** A date is a number at midnight in a parsed feed, but a text in a feed that is to be parsed. */
function withReadableTime<T extends object>(fields: T, name: keyof T): Record<string, unknown> {
  const time = fields[name];
  return {
    ...fields,
    [name]: typeof time === 'number' && isDateOnly(time) ? writeTime(time) : time,
  };
}

const readFailure = ({ kind, status, retryAt, issues }: Failure): Failure | undefined =>
  KINDS.includes(kind)
    ? {
        kind,
        status: typeof status === 'number' ? status : undefined,
        retryAt: retryAt === null ? null : within(retryAt, 0, Date.now() + MAX_WAIT),
        issues: readIssues(issues),
      }
    : undefined;

function readIssues(issues: readonly Issue[]): Issue[] {
  const excerptOf = createExcerpts();
  return firstOf(issues, MAX_ISSUES).map(({ path, value, rule, action }) => ({
    path: pathExcerpt(path),
    value: excerptOf(value),
    rule: rule.slice(0, 40),
    action,
  }));
}
