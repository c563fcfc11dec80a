/** The country codes that pages often state in place of the language of the country. */
const LANGUAGE_OF_COUNTRY = new Map([
  ['kr', 'ko'],
  ['jp', 'ja'],
  ['cn', 'zh'],
]);

/** The most characters of a value that are read. RFC 5646 (4.4.1) expects no tag of more than 42. */
const MAX_LENGTH = 100;

/**
 * Reads the value of a `lang` attribute. Returns a canonical BCP 47 tag, such as `ko-KR`, or undefined if the value does
 * not begin with a language.
 *
 * Content management systems also write the names of their locales, such as `ko_KR`, `ko_KR.UTF-8` or `zh_TW_#Hant`.
 * Therefore, an underscore counts as a hyphen, and only the longest valid beginning of the value is used. The first of
 * several languages (`ko,en`) is used. `kr`, `jp` and `cn` count as Korean, Japanese and Chinese: BCP 47 knows only the
 * first as a language (Kanuri), and hardly any page means it.
 */
export function parseLanguageTag(value: string): string | undefined {
  let tag = /^([\w-]+)\s*(?:[.@#,;]|$)/.exec(value.trim().slice(0, MAX_LENGTH))?.[1]?.replaceAll('_', '-');
  while (tag) {
    try {
      return Intl.getCanonicalLocales(tag)[0]?.replace(/^\w+/, (code) => LANGUAGE_OF_COUNTRY.get(code) ?? code);
    } catch {
      tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')));
    }
  }
  return undefined;
}
