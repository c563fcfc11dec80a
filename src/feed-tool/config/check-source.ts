import { validateHeaderName, validateHeaderValue } from 'node:http';
import { checkMapping } from '../../adapters/check-mapping.js';
import { parseUrl } from '../../model/parse-fields.js';
import { urlOf } from '../../model/url-of.js';
import { isZone } from '../merge/zoned-days.js';
import type { SourceConfig } from '../types.js';
import { idOf, isItem, textsOf } from './config-values.js';
import { dateMistakes, fillDates, unknownTemplates } from './date-template.js';
import { mappingMistake } from './mapping-mistake.js';

const isHttp = (scheme: string): boolean => scheme === 'http:' || scheme === 'https:';

/** Headers that the tool itself sets, because reading the response depends on them. */
const OWN_HEADERS = ['accept-encoding', 'connection', 'content-length', 'transfer-encoding', 'upgrade', 'expect'];

/** Called with the place of a mistake in a source, and the mistake. */
export type Report = (place: string, mistake: string) => void;

/**
 * Checks the rules that the schema cannot express and that do not depend on values of the environment.
 *
 * @param source the source as written, without the parts that the schema rejected
 */
export function checkWrittenSource(source: SourceConfig, report: Report): void {
  const { url, adapter, paths, method = 'GET', body, headers = {}, items = [], credit } = source;
  const [scheme] = /^[a-z][a-z\d+.-]*:(?=\/\/)/i.exec(url) ?? [];
  if (scheme && !isHttp(scheme.toLowerCase())) report('url', 'is not an http or https address');
  if (adapter === 'paths' && !paths) report('paths', 'is missing; the adapter “paths” needs a mapping');
  for (const issue of checkMapping(paths).issues) report(issue.path, mappingMistake(issue));
  if (body !== undefined && method === 'GET') report('body', 'a GET request has no body; add "method": "POST"');
  for (const [place, text] of Object.entries(textsOf(source)))
    for (const mistake of dateMistakes(text)) report(place, mistake);
  for (const template of unknownTemplates(url))
    report('url', `${template} is not a template such as {date:-1d,yyyyMMdd,Asia/Seoul}; write %7B and %7D for braces`);
  for (const name of Object.keys(headers)) checkHeaderName(name, report);
  if (credit?.url !== undefined) checkLink('credit.url', credit.url, report);
  const ids = new Set<string>();
  for (const [index, item] of items.entries()) {
    if (!isItem(item)) continue;
    const id = idOf(item);
    if (ids.has(id)) report(`items[${index}]`, `the source has the id “${id}” twice`);
    ids.add(id);
    if (typeof item === 'string') continue;
    if (item.url !== undefined) checkLink(`items[${index}].url`, item.url, report);
    if (item.icon !== undefined) checkLink(`items[${index}].icon`, item.icon, report);
    const zone = item.close?.slice('15:30 '.length);
    if (zone !== undefined && !isZone(zone))
      report(`items[${index}].close`, `“${zone}” is not a time zone, such as Asia/Seoul`);
  }
}

/**
 * Checks the address and the headers of a source after values of the environment were inserted. No mistake contains
 * such a value.
 *
 * @param now the current time in epoch ms
 */
export function checkExpandedSource({ url, headers = {} }: SourceConfig, now: number, report: Report): void {
  const address = urlOf(fillDates(url, now), 'invalid:');
  if (!address || !isHttp(address.protocol)) report('url', 'is not an http or https address');
  else if (address.username || address.password)
    report('url', 'contains a user name or password; send them in the header “authorization” instead');
  for (const [name, value] of Object.entries(headers)) {
    try {
      validateHeaderValue(name || 'x', fillDates(value, now));
    } catch {
      report(`headers.${name}`, 'the value contains characters that HTTP does not allow');
    }
  }
}

function checkHeaderName(name: string, report: Report): void {
  try {
    validateHeaderName(name);
  } catch {
    report(`headers.${name}`, 'is not a valid header name');
  }
  if (OWN_HEADERS.includes(name.toLowerCase())) report(`headers.${name}`, 'is set by market-ticker-feed itself');
}

function checkLink(place: string, address: string, report: Report): void {
  if (parseUrl(address, () => undefined) === undefined) report(place, 'is neither an http(s) nor a relative address');
}
