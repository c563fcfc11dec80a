import { waitUntil as waitUntilTimeout } from '@open-wc/testing';

/** Waits until a condition is true: by default up to 30 s instead of one, because a busy machine is slow. */
export const waitUntil: typeof waitUntilTimeout = (condition, message, options) =>
  waitUntilTimeout(condition, message, { timeout: 30_000, ...options });
