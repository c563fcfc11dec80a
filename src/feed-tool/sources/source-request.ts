import { textsOf } from '../config/config-values.js';
import { fillDates, hasDate, requestedDay } from '../config/date-template.js';
import type { SourceConfig, SourceRequest } from '../types.js';

/** Whether a source is requested for a certain day. */
export const asksForDay = (config: SourceConfig): boolean => Object.values(textsOf(config)).some(hasDate);

/**
 * Creates a request to a source.
 *
 * @param now the current time in epoch ms, for filling in date templates
 * @param daysBack how many days the templates are shifted back
 * @returns the request, and the requested day as midnight in UTC, if there is exactly one
 */
export function sourceRequest(
  config: SourceConfig,
  now: number,
  daysBack = 0,
): { request: SourceRequest; day: number | undefined } {
  const { name, method = 'GET', timeout = 10, body } = config;
  const texts = textsOf(config);
  const filled = (text: string): string => fillDates(text, now, daysBack);
  const headers = Object.entries(config.headers ?? {}).map(([name, value]): [string, string] => [
    name.toLowerCase(),
    filled(value),
  ]);
  const type = body === undefined ? undefined : bodyType(body);
  return {
    request: {
      source: name,
      url: new URL(filled(config.url)),
      method,
      headers: { ...(type && { 'content-type': type }), ...Object.fromEntries(headers) },
      body: texts.body === undefined ? undefined : filled(texts.body),
      timeout,
    },
    day: requestedDay(Object.values(texts), now, daysBack),
  };
}

/** Returns the content type of a body if the configuration states none. Most bodies that are not JSON are form data. */
const bodyType = (body: string | object): string =>
  typeof body === 'object' || /^\s*[[{]/.test(body) ? 'application/json' : 'application/x-www-form-urlencoded';
