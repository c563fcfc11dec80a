import { parseText } from '../../model/parse-text.js';

/** The number of characters that are searched for the message. A page may have 8 MiB. */
const MAX_SEARCHED = 2 ** 16;
/** The maximum length of a message in characters. */
const MAX_LENGTH = 100;

/**
 * The elements that contain the message of a page, the best first: those of the gateway of data.go.kr, which responds in
 * XML with status 200, and of its services; the title of an HTML page.
 */
const ELEMENTS = ['returnAuthMsg', 'errMsg', 'resultMsg', 'title'];

/** Whether a response is HTML or XML. JSON never begins with `<`. */
export const isPage = (text: string): boolean => /^\s*</.test(text);

/**
 * Describes a response that is HTML or XML by its message, in one line without tags.
 *
 * @param mask replaces keys in a text; a message is cut only afterwards, so that no part of a key is left
 */
export function describePage(page: string, mask: (text: string) => string): string {
  const text = page.slice(0, MAX_SEARCHED).replaceAll('<![CDATA[', '').replaceAll(']]>', '');
  const messages = ELEMENTS.map((name) => new RegExp(`<${name}\\b[^<>]*>([^<]*)<`, 'i').exec(text)?.[1]);
  const found = messages.find((message) => message?.trim()) ?? withoutTags(text);
  const message = parseText(mask(found), MAX_LENGTH);
  return `the source responded with an error page${message ? `: ${message}` : ''}`;
}

/** Returns the text of a page, without the content of scripts and styles. Takes as long as the text, whatever it is. */
function withoutTags(page: string): string {
  let hidden: string | undefined;
  let text = '';
  for (const part of page.split('<').slice(1)) {
    const [tag = ''] = /^\/?\w*/.exec(part.toLowerCase()) ?? [];
    if (hidden === undefined && (tag === 'script' || tag === 'style')) hidden = tag;
    else if (tag === `/${hidden}`) hidden = undefined;
    const end = part.indexOf('>');
    if (hidden === undefined && end >= 0) text += ` ${part.slice(end + 1)}`;
  }
  return text;
}
