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
export type Words = Shape<typeof en>;

export const LANGUAGES_OF_PAGE = { en, ko } satisfies Record<string, Words>;
export type PageLanguage = keyof typeof LANGUAGES_OF_PAGE;

/** The language that was chosen, else the browser's, else English. */
export const pageLanguage = (chosen: string, browser = navigator.language): PageLanguage =>
  (chosen || (browser.startsWith('ko') ? 'ko' : 'en')) as PageLanguage;

export const wordsIn = (language: PageLanguage): Words => LANGUAGES_OF_PAGE[language];
