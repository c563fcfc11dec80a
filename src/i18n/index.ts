import { en } from './en.js';
import { ja } from './ja.js';
import { ko } from './ko.js';
import type { Messages } from './messages.js';
import { zhHans, zhHant } from './zh.js';

/**
 * The messages by primary language. The entry for Chinese contains the messages in simplified characters. For a tag
 * that requires traditional characters, `messagesFor` returns `zhHant` instead.
 */
const LANGUAGES = new Map<string, Messages>(Object.entries({ en, ja, ko, zh: zhHans }));

/**
 * The subtags, in lower case, that indicate traditional Chinese characters. They are the script `Hant` and the regions
 * Taiwan, Hong Kong and Macau.
 */
const TRADITIONAL_CHINESE = ['hant', 'tw', 'hk', 'mo'];

/**
 * Returns the subtags of a BCP 47 tag in lower case, such as `['ko', 'kr']` for `ko-KR`. Feeds may name their languages
 * with underscores, such as `ko_KR`.
 */
export const languageSubtags = (language: string): string[] => language.toLowerCase().split(/[-_]/);

/** Returns the primary language of a BCP 47 tag in lower case, such as `ko` for `ko-KR`. */
export function primaryLanguage(language: string): string {
  const [primary = ''] = languageSubtags(language);
  return primary;
}

/**
 * Returns the messages for a BCP 47 tag, or the English messages if no messages exist in the language of the tag.
 *
 * For a Chinese tag with `Hans`, the messages are in simplified characters. For a Chinese tag without `Hans`, they are
 * in traditional characters if the tag contains `Hant` or a region that uses traditional characters. Otherwise, they
 * are in simplified characters.
 */
export function messagesFor(language: string): Messages {
  const subtags = languageSubtags(language);
  const primary = primaryLanguage(language);
  const isTraditional =
    primary === 'zh' && !subtags.includes('hans') && subtags.some((subtag) => TRADITIONAL_CHINESE.includes(subtag));
  return isTraditional ? zhHant : (LANGUAGES.get(primary) ?? en);
}
