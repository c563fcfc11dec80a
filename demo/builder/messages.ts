import { en } from './messages-en.js';
import { ko } from './messages-ko.js';

type Shape<T> = {
  readonly [Name in keyof T]: T[Name] extends string
    ? string
    : T[Name] extends (...told: infer Told) => string
      ? (...told: Told) => string
      : Shape<T[Name]>;
};

/** All that this page says, in one language. A language that lacks a word does not compile. */
export type Messages = Shape<typeof en>;

export const PAGE_LANGUAGES = { en, ko } satisfies Record<string, Messages>;
export type PageLanguage = keyof typeof PAGE_LANGUAGES;

/** The language that was chosen, else the browser's, else English. */
export const choosePageLanguage = (chosen: string, browser = navigator.language): PageLanguage =>
  (chosen || (browser.startsWith('ko') ? 'ko' : 'en')) as PageLanguage;

export const messagesIn = (language: PageLanguage): Messages => PAGE_LANGUAGES[language];
