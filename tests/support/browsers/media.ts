import { onTestFinished } from 'vitest';
import { commands } from 'vitest/browser';
import type { Media } from './commands.js';

const none: Media = { media: null, colorScheme: null, reducedMotion: null, forcedColors: null, contrast: null };

/** Emulates media features until the test ends, as the page outlives it. Chromium only. */
export async function emulateMedia(media: Media): Promise<void> {
  onTestFinished(() => commands.emulateMedia(none));
  await commands.emulateMedia(media);
}
