import { expect, test } from 'vitest';
import { messagesFor } from '../../../src/i18n/index.js';

/** Languages in Latin letters. In any other language, two of these letters in a row are a message that was left in English. */
const LATIN_SCRIPT = ['en'];

test.each(['en', 'ko', 'ja', 'zh-Hans', 'zh-Hant'])('no message is left in another language: %s', (language) => {
  const messages = messagesFor(language);
  expect(messages.lang).toBe(language);
  const texts = JSON.stringify([messages, messages.delay(0), messages.delay(20), messages.asOf('1')]).replace(
    `"${language}"`,
    '',
  );
  if (!LATIN_SCRIPT.includes(language)) expect(texts.replace(/"\w+":/g, '')).not.toMatch(/[A-Za-z]{2}/);
  for (const text of Object.values({ ...messages, comma: '', states: '' }))
    if (typeof text === 'string' && text) expect(text.trim()).toBe(text);
});
