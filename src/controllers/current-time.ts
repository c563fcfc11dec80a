import { isServer } from 'lit';
import { trueTime } from '../clock/page-time.js';

/** Returns the time in epoch ms by which ages are judged. The clock of a server counts as right. */
export const currentTime = (): number => (isServer ? Date.now() : trueTime());
