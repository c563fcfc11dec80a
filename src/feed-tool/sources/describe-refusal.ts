import type { Issue } from '../../model/quote.js';
import { mappingMistake } from '../config/mapping-mistake.js';
import { excerptOfValue } from '../excerpt.js';
import type { SourceConfig } from '../types.js';

/** Matches the rules that say why a mapping has found no items. */
const IS_CAUSE = /^(?:not-found|wrong-mapping)$/;

/**
 * Says in one line why an answer is refused, and what may help.
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
      return `${path}: the answer has nothing at ${written}`;
    case 'wrong-mapping':
      return mask(`${path}: ${mappingMistake({ path, value })}`);
    case 'source-error':
      return `the source answers: ${written}; is the key right? (source-error)`;
    case 'unknown-version':
      return `the feed has version ${written}, and only version 1 is known (unknown-version)`;
    case 'no-prices':
      return 'no item of the answer has a price that can be read (no-prices)';
    case 'no-items': {
      if (adapter === 'paths' && !paths) return 'the adapter “paths” needs a mapping; set “paths” (no-items)';
      const skipped = issues.find(({ action }) => action === 'skipped');
      const reason = skipped ? `, for example ${skipped.path}: ${skipped.rule}` : '';
      const help = adapter === 'canonical' && !paths ? '; if it has another shape, set “adapter” or “paths”' : '';
      return `no item of the answer can be used (no-items)${reason}${help}`;
    }
    case 'not-a-feed':
      if (paths || adapter === 'paths') return `the answer has nothing that “paths” describes (not-a-feed): ${written}`;
      return `the answer has another shape than the adapter “${adapter}” reads; set “adapter” or “paths” (not-a-feed): ${written}`;
    default:
      return ['the answer can’t be read:', rule, path && `at ${path}`, written].filter(Boolean).join(' ');
  }
}
