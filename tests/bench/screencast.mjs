// What the screen shows: pictures of frames as the compositor makes them, also while the page itself does nothing.
import { Buffer } from 'node:buffer';
import { PNG } from 'pngjs';

/**
 * Starts to take pictures.
 * @returns {Promise<() => Promise<{ time: number, picture: string }[]>>} stops, and returns them: seconds and PNG in base64
 */
export async function recordScreen(session) {
  const frames = [];
  const onFrame = ({ data, metadata, sessionId }) => {
    frames.push({ time: metadata.timestamp, picture: data });
    session.send('Page.screencastFrameAck', { sessionId }).catch(() => {}); // closed meanwhile
  };
  session.on('Page.screencastFrame', onFrame);
  await session.send('Page.startScreencast', { format: 'png', everyNthFrame: 1 });
  return async () => {
    await session.send('Page.stopScreencast');
    session.off('Page.screencastFrame', onFrame);
    return frames;
  };
}

/** Sum of the differences of three channels that is seen as ink. */
const INK = 60;

/** How many px before the right edge of a box the last ink stands. */
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
