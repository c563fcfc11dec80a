import { en } from './messages-en.js';
import { ko } from './messages-ko.js';

/** The same keys, with any text for each text. */
type Shape<T> = {
  readonly [Name in keyof T]: T[Name] extends string
    ? string
    : T[Name] extends (...values: infer Values) => string
      ? (...values: Values) => string
      : Shape<T[Name]>;
};

/** All messages of the page in one language. A language that lacks one does not compile. */
export type Messages = Shape<typeof en>;

export const PAGE_LANGUAGES = { en, ko } satisfies Record<string, Messages>;
export type PageLanguage = keyof typeof PAGE_LANGUAGES;

/** Returns the language that was chosen, else the browser's, else English. */
export const choosePageLanguage = (chosen: string, browser = navigator.language): PageLanguage =>
  (chosen || (browser.startsWith('ko') ? 'ko' : 'en')) as PageLanguage;

export const messagesIn = (language: PageLanguage): Messages => PAGE_LANGUAGES[language];
