// Takes screenshots of frames as the compositor draws them, even while the page's main thread is blocked.
import { Buffer } from 'node:buffer';
import { PNG } from 'pngjs';

/**
 * Starts to take screenshots.
 * @returns {Promise<() => Promise<{ time: number, picture: string }[]>>} a function that stops and returns them: the time in seconds
 *   and the PNG in base64
 */
export async function recordScreen(session) {
  const frames = [];
  const onFrame = ({ data, metadata, sessionId }) => {
    frames.push({ time: metadata.timestamp, picture: data });
    session.send('Page.screencastFrameAck', { sessionId }).catch(() => {}); // the session was closed meanwhile
  };
  session.on('Page.screencastFrame', onFrame);
  await session.send('Page.startScreencast', { format: 'png', everyNthFrame: 1 });
  return async () => {
    await session.send('Page.stopScreencast');
    session.off('Page.screencastFrame', onFrame);
    return frames;
  };
}

/** A pixel is ink if its three channels differ from the background by more than this in sum. */
const INK = 60;

/** The width of the empty part at the right end of a box, px. */
export function blankAtEnd(picture, { left, right, top, bottom }) {
  const { width, data } = PNG.sync.read(Buffer.from(picture, 'base64'));
  const colour = (x, y) => data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3);
  const paper = colour(Math.ceil(left), Math.ceil(top));
  const isInk = (x, y) => colour(x, y).reduce((sum, value, i) => sum + Math.abs(value - paper[i]), 0) > INK;
  const hasInk = (x) => {
    for (let y = Math.ceil(top); y < Math.floor(bottom); y++) if (isInk(x, y)) return true;
    return false;
  };
  const end = Math.floor(right);
  let x = end - 1;
  while (x >= left && !hasInk(x)) x--;
  return end - 1 - x;
}
