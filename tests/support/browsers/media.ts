import { onTestFinished } from 'vitest';
import { commands } from 'vitest/browser';
import type { Media } from './commands.js';

const reset: Media = { media: null, colorScheme: null, reducedMotion: null, forcedColors: null, contrast: null };

/** Emulates media features until the test ends; the page itself is used by later tests too. Chromium only. */
export async function emulateMedia(media: Media): Promise<void> {
  onTestFinished(() => commands.emulateMedia(reset));
  await commands.emulateMedia(media);
}
