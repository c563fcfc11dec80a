import type { Issue } from './quote.js';

/** One of the issues refuses the feed as a whole. */
export const isRefused = (issues: readonly Issue[]): boolean => issues.some(({ action }) => action === 'refused');
