import { en } from './messages-en.js';
import { ko } from './messages-ko.js';
import type { Messages } from './messages-type.js';

export const PAGE_LANGUAGES = { en, ko } satisfies Record<string, Messages>;
export type PageLanguage = keyof typeof PAGE_LANGUAGES;

/** Returns the language that was chosen, else the browser's, else English. */
export const choosePageLanguage = (chosen: string, browser = navigator.language): PageLanguage =>
  (chosen || (browser.startsWith('ko') ? 'ko' : 'en')) as PageLanguage;

export const messagesIn = (language: PageLanguage): Messages => PAGE_LANGUAGES[language];
