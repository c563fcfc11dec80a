import type { Issue } from '../../model/quote.js';
import { mappingMistake } from '../config/mapping-mistake.js';
import { excerptOfValue } from '../excerpt.js';
import type { SourceConfig } from '../types.js';

/** Matches the rules that say why a mapping found no items. */
const IS_CAUSE = /^(?:not-found|wrong-mapping)$/;

/**
 * Describes in one line why a response was refused, and what may help.
 *
 * @param mask replaces keys in a text
 */
export function describeRefusal(
  issues: readonly Issue[],
  { adapter = 'canonical', paths }: Pick<SourceConfig, 'adapter' | 'paths'>,
  mask: (text: string) => string,
): string {
  const found = issues.find(({ rule }) => IS_CAUSE.test(rule)) ?? issues.find(({ action }) => action === 'refused');
  const { path = '', rule = '', value } = found ?? {};
  const written = excerptOfValue(value, mask);
  switch (rule) {
    case 'not-found':
      return `${path}: the response has nothing at ${written}`;
    case 'wrong-mapping':
      return mask(`${path}: ${mappingMistake({ path, value })}`);
    case 'source-error':
      return `the source responded: ${written}; check the key (source-error)`;
    case 'unknown-version':
      return `the feed has version ${written}, but only version 1 is supported (unknown-version)`;
    case 'no-prices':
      return 'no item in the response has a readable price (no-prices)';
    case 'no-items': {
      if (adapter === 'paths' && !paths) return 'the adapter “paths” needs a mapping; set “paths” (no-items)';
      const skipped = issues.find(({ action }) => action === 'skipped');
      const reason = skipped ? `, for example ${skipped.path}: ${skipped.rule}` : '';
      const help = adapter === 'canonical' && !paths ? '; if it has a different shape, set “adapter” or “paths”' : '';
      return `no item in the response can be used (no-items)${reason}${help}`;
    }
    case 'not-a-feed':
      if (paths || adapter === 'paths')
        return `the response has nothing that “paths” describes (not-a-feed): ${written}`;
      return `the response does not have the shape that the adapter “${adapter}” reads; set “adapter” or “paths” (not-a-feed): ${written}`;
    default:
      return ['the response can’t be read:', rule, path && `at ${path}`, written].filter(Boolean).join(' ');
  }
}
