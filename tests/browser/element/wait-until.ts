import { waitUntil as waitUntilTimeout } from '@open-wc/testing';

/** Waits until a condition is true: by default up to 15 s instead of one, because a busy machine is slow. */
export const waitUntil: typeof waitUntilTimeout = (condition, message, options) =>
  waitUntilTimeout(condition, message, { timeout: 15_000, ...options });
