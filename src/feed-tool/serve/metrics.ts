import type { FeedEngine, SourceState } from '../types.js';
import type { FeedVersion } from './current-feed.js';

export interface MetricsInput {
  readonly engine: FeedEngine;
  readonly version: FeedVersion | undefined;
  readonly streams: Readonly<Record<'open' | 'events' | 'refused' | 'behind', number>>;
  /** The number of posts to `serve.publish`, and of failed ones. */
  readonly published: Readonly<Record<'sent' | 'failed', number>>;
  readonly updates: number;
  readonly now: number;
}

export const METRICS_TYPE = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

/** Writes the state of the feed in the text format of OpenMetrics 1.0. An unknown value has no sample. */
export function metrics({ engine, version, streams, published, updates, now }: MetricsInput): string {
  const states = engine.sources.map(({ state }) => state);
  const bySource = (value: (state: SourceState) => number | undefined): Sample[] =>
    states.flatMap((state): Sample[] => {
      const number = value(state);
      return number === undefined ? [] : [[{ source: state.config.name }, number]];
    });
  const one = (value: number | undefined): Sample[] => (value === undefined ? [] : [[{}, value]]);
  const seconds = (time: number | undefined): number | undefined => (time === undefined ? undefined : time / 1000);

  return [
    counter(
      'source_requests',
      'Requests to a source.',
      bySource((state) => state.requests),
    ),
    counter(
      'source_failures',
      'Failed requests to a source.',
      bySource((state) => state.failedRequests),
    ),
    gauge(
      'source_fresh',
      'Whether the values of a source are fresh.',
      bySource((state) => Number(state.isFresh)),
    ),
    gauge(
      'source_failures_in_row',
      'Failures since the last success.',
      bySource((state) => state.failures),
    ),
    gauge(
      'source_requests_in_day',
      'Requests in the last 24 hours.',
      bySource((state) => state.requestsInDay),
    ),
    gauge(
      'source_budget',
      'The maximum number of requests in 24 hours.',
      bySource(({ config }) => config.budget),
    ),
    gauge(
      'source_last_success_timestamp_seconds',
      'When the last good response arrived.',
      bySource((state) => seconds(state.receivedAt)),
      'seconds',
    ),
    gauge(
      'source_next_request_timestamp_seconds',
      'When the next request is due.',
      bySource((state) => seconds(state.nextRequestAt)),
      'seconds',
    ),
    gauge('items', 'Items in the feed.', one(version?.merged.feed.quotes.length)),
    gauge('items_missing', 'Configured items that no source has.', one(version?.merged.missing.length)),
    gauge(
      'age_seconds',
      'Time since the feed last changed.',
      one(version && Math.max(0, (now - version.changedAt) / 1000)),
      'seconds',
    ),
    counter('updates', 'Changes to the feed.', one(updates)),
    gauge('streams', 'Open streams.', one(streams.open)),
    counter('stream_events', 'Events sent to readers.', one(streams.events)),
    counter('streams_refused', 'Refused streams.', one(streams.refused)),
    counter('streams_behind', 'How often a reader read too slowly to get every update.', one(streams.behind)),
    counter('published', 'Posted updates.', one(published.sent)),
    counter('publish_failures', 'Failed posts.', one(published.failed)),
    '# EOF',
  ].join('\n');
}

const gauge = (name: string, help: string, samples: readonly Sample[], unit = ''): string =>
  family('gauge', name, help, samples, unit);
const counter = (name: string, help: string, samples: readonly Sample[]): string =>
  family('counter', name, help, samples, '');

function family(
  type: 'gauge' | 'counter',
  name: string,
  help: string,
  samples: readonly Sample[],
  unit: string,
): string {
  const fullName = `market_ticker_feed_${name}`;
  return [
    `# TYPE ${fullName} ${type}`,
    ...(unit ? [`# UNIT ${fullName} ${unit}`] : []),
    `# HELP ${fullName} ${help}`,
    ...samples.map(
      ([labels, value]) => `${fullName}${type === 'counter' ? '_total' : ''}${labelsText(labels)} ${value}`,
    ),
  ].join('\n');
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  const texts = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return texts.length > 0 ? `{${texts.join(',')}}` : '';
}

const escapeLabel = (value: string): string =>
  value.replace(/["\\]/g, (character) => `\\${character}`).replace(/\n/g, '\\n');
