import type { Feed } from '../../model/quote.js';
import { SourceError, type SourceConfig, type Transport } from '../types.js';
import { readAnswer } from './read-answer.js';
import { asksForDay, sourceRequest } from './source-request.js';

/** The day for which a source had data, after empty responses for later days. */
export interface KnownDay {
  /** The content of the request for the latest day. When it changes, a new day has begun. */
  readonly latest: string;
  /** How many days before the latest day it is. */
  readonly daysBack: number;
}

export interface RequestDaysOptions {
  readonly transport: Transport;
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** The day that the last request found. Default: none. */
  readonly known?: KnownDay | undefined;
  /** Replaces keys in a text. */
  readonly mask: (text: string) => string;
  /** Called before each request. It may throw to prevent the request. */
  readonly onRequest: () => void;
}

/**
 * Requests a source once. If the source has no data for the requested day, requests earlier days as well. The latest day
 * is always requested first, because its numbers may have been published since. Days that were empty before are skipped.
 *
 * @throws SourceError of the last request, if no request returned a feed
 */
export async function requestDays(
  config: SourceConfig,
  { transport, signal, now, known, mask, onRequest }: RequestDaysOptions,
): Promise<{ feed: Feed; known: KnownDay }> {
  const { daysBack: maxDaysBack = 7 } = config;
  const time = now();
  const latest = latestKey(config, time);
  const firstEarlier = known?.latest === latest ? known.daysBack : 1;
  for (let daysBack = 0; ;) {
    const { request, day } = sourceRequest(config, time, daysBack);
    onRequest();
    try {
      const { text } = await transport(request, signal);
      return { feed: readAnswer(text, config, { now: now(), day, mask }), known: { latest, daysBack } };
    } catch (error) {
      const isEmpty = error instanceof SourceError && error.kind === 'empty';
      daysBack = Math.max(daysBack + 1, firstEarlier);
      if (!isEmpty || !asksForDay(config) || daysBack > maxDaysBack || signal.aborted) throw error;
    }
  }
}

/** Returns the content of the request for the latest day. */
function latestKey(config: SourceConfig, time: number): string {
  const { url, headers, body } = sourceRequest(config, time).request;
  return JSON.stringify([url.href, headers, body]);
}
