import { en } from './en.js';
import { ja } from './ja.js';
import { ko } from './ko.js';
import type { Messages } from './messages.js';
import { zhHans, zhHant } from './zh.js';

/** The messages by primary language. Chinese has two sets; `messagesFor` decides when the traditional one is used. */
const LANGUAGES: Readonly<Record<string, Messages>> = { en, ja, ko, zh: zhHans };

/**
 * The subtags that say that Chinese is written in traditional characters: the script itself, Taiwan, Hong Kong and
 * Macau.
 */
const TRADITIONAL_CHINESE = ['hant', 'tw', 'hk', 'mo'];

/** The subtags of a BCP 47 tag in lower case: `['ko', 'kr']` for `ko-KR`. */
export const languageSubtags = (language: string): string[] => language.toLowerCase().split('-');

/** The primary language of a BCP 47 tag, in lower case: `ko` for `ko-KR`. */
export function primaryLanguage(language: string): string {
  const [primary = ''] = languageSubtags(language);
  return primary;
}

/**
 * The messages for a BCP 47 tag. Languages without messages get the English ones. Chinese is simplified unless the tag
 * names the traditional script, or a region that uses it and no script.
 */
export function messagesFor(language: string): Messages {
  const subtags = languageSubtags(language);
  const primary = primaryLanguage(language);
  const isTraditional =
    primary === 'zh' && !subtags.includes('hans') && subtags.some((subtag) => TRADITIONAL_CHINESE.includes(subtag));
  return isTraditional ? zhHant : (LANGUAGES[primary] ?? en);
}
