// The voice of the screen reader: an output module of Speech Dispatcher that speaks to a socket instead of a loudspeaker. The
// environment variable VOICE_SOCKET names the socket, to which it writes each message that was spoken as a line of JSON.
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

// Much faster than speech, but slow enough for a message to interrupt another one.
const MS_PER_CHARACTER = 2;

const listener = connect(process.env.VOICE_SOCKET);
const answer = (...lines) => process.stdout.write(`${lines.join('\n')}\n`);

const ENTITIES = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const withoutTags = (ssml) => ssml.replace(/<[^>]*>/g, '').replace(/&(\w+);/g, (all, name) => ENTITIES[name] ?? all);

let stop = () => {};

/** Takes the time that speech would take, and reports each mark in the text when it is reached: Orca's caret follows the marks. */
async function speak(ssml) {
  let isStopped = false;
  const stopped = new Promise((resolve) => {
    stop = () => resolve((isStopped = true));
  });
  answer('701 BEGIN');
  // The odd parts are the names of the marks.
  for (const [i, part] of ssml.split(/<mark name="([^"]*)"\s*\/>/).entries()) {
    if (i % 2) answer(`700-${part}`, '700 INDEX MARK');
    else await Promise.race([sleep(part.length * MS_PER_CHARACTER), stopped]);
    if (isStopped) break;
  }
  // A message that was stopped counts as well: a reader has heard its first words.
  const text = withoutTags(ssml).trim();
  if (text) listener.write(`${JSON.stringify(text)}\n`);
  answer(isStopped ? '703 STOP' : '702 END');
}

const input = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

async function nextLine() {
  const { value, done } = await input.next();
  if (done) process.exit();
  return value;
}

/** Reads the lines up to one with a single dot. A dot at the beginning of any other line is doubled. */
async function body() {
  const lines = [];
  for (let line = await nextLine(); line !== '.'; line = await nextLine()) lines.push(line.replace(/^\.\./, '.'));
  return lines.join('\n');
}

async function settings(receiving, received) {
  answer(receiving);
  await body();
  answer(received);
}

for (;;) {
  const command = (await nextLine()).trim();
  if (command === 'INIT') answer('299-A voice for tests', '299 OK LOADED SUCCESSFULLY');
  else if (command === 'AUDIO') await settings('207 OK RECEIVING AUDIO SETTINGS', '203 OK AUDIO INITIALIZED');
  else if (command === 'LOGLEVEL') await settings('207 OK RECEIVING LOGLEVEL SETTINGS', '203 OK LOG LEVEL SET');
  else if (command === 'SET') await settings('203 OK RECEIVING SETTINGS', '203 OK SETTINGS RECEIVED');
  else if (command === 'LIST VOICES') answer('200-test\ten\tnone', '200 OK VOICE LIST SENT');
  else if (['SPEAK', 'CHAR', 'KEY', 'SOUND_ICON'].includes(command)) {
    answer('202 OK RECEIVING MESSAGE');
    const message = await body();
    answer('200 OK SPEAKING');
    void speak(message);
  } else if (command === 'STOP' || command === 'PAUSE') stop();
  else if (command.startsWith('DEBUG')) answer('200 OK DEBUGGING');
  else if (command === 'QUIT') {
    answer('210 OK QUIT');
    process.exit();
  } else if (command) answer('300 ERR UNKNOWN COMMAND');
}
