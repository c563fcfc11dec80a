import { isServer } from 'lit';
import { trueTime } from '../clock/page-time.js';

/** Returns the time in epoch ms that ages are computed with. On a server, its clock is assumed to be right. */
export const currentTime = (): number => (isServer ? Date.now() : trueTime());
