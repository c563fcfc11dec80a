import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { UsageError } from '../command.js';
import { parseJson, readTextFile } from '../config/read-config-file.js';
import { createMask } from '../mask-secrets.js';
import { SourceError, type SourceErrorKind, type SourceRequest, type Transport } from '../types.js';

/** One request and its response. */
export interface RecordedAnswer {
  readonly source: string;
  readonly url: string;
  /** The name of the file with the body; null if there was no complete response with status 2xx. */
  readonly file: string | null;
  readonly status: number;
  readonly contentType: string | null;
  /** Why there was no such response. */
  readonly error?: { readonly kind: SourceErrorKind; readonly message: string };
}

export interface Recording {
  readonly version: 1;
  /** The time in ISO 8601 at which the recording began. A replay uses it as the current time. */
  readonly recordedAt: string;
  readonly answers: readonly RecordedAnswer[];
}

const INDEX = 'recording.json';

/** Matches the names of parameters that usually contain a key. */
const KEY_NAME = /key|token|secret|auth|pass|sign/i;

/** Returns an address without the keys from the environment and from the configuration. */
export function withoutKeys({ href }: URL, mask: (text: string) => string): string {
  const url = new URL(href);
  for (const name of new Set(url.searchParams.keys())) if (KEY_NAME.test(name)) url.searchParams.set(name, 'KEY');
  return mask(url.href);
}

/**
 * Creates a transport that writes the responses of another transport to a folder, without keys.
 *
 * @returns the transport, and a function that writes the list of the responses at the end
 */
export async function createRecorder(
  folder: string,
  transport: Transport,
  secrets: readonly string[],
  now: number,
): Promise<{ transport: Transport; finish: () => Promise<Recording> }> {
  await mkdir(folder, { recursive: true });
  const mask = createMask(secrets);
  const answers: RecordedAnswer[] = [];
  const files = new Set([INDEX]);
  /** Returns a name that no other file has, even in a file system that ignores case. */
  const nameFor = (source: string, extension: string): string => {
    let file = `${source}.${extension}`;
    for (let count = 2; files.has(file.toLowerCase()); count++) file = `${source}-${count}.${extension}`;
    files.add(file.toLowerCase());
    return file;
  };
  const record = async (request: SourceRequest, signal: AbortSignal): ReturnType<Transport> => {
    const common = { source: request.source, url: withoutKeys(request.url, mask) };
    try {
      const answer = await transport(request, signal);
      const text = mask(answer.text);
      const file = nameFor(request.source, isJson(text) ? 'json' : 'txt');
      const contentType = answer.headers.get('content-type');
      answers.push({ ...common, file, status: answer.status, contentType });
      await writeFile(join(folder, file), text);
      return answer;
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      const { kind, status, message } = error;
      const masked = { kind, message: mask(message) };
      answers.push({ ...common, file: null, status, contentType: null, error: masked });
      throw error;
    }
  };
  const finish = async (): Promise<Recording> => {
    const recording: Recording = { version: 1, recordedAt: new Date(now).toISOString(), answers };
    await writeFile(join(folder, INDEX), `${JSON.stringify(recording, null, 2)}\n`);
    return recording;
  };
  return { transport: record, finish };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Creates a transport that replays the responses of a recording, in order for each source.
 *
 * @returns the transport and the time of the recording in epoch ms
 */
export async function createReplay(
  folder: string,
  name: string,
): Promise<{ transport: Transport; recordedAt: number }> {
  const path = join(name, INDEX);
  const recording = parseJson(await readTextFile(join(folder, INDEX), path), path) as Partial<Recording> | null;
  const recordedAt = Date.parse(`${recording?.recordedAt}`);
  if (recording?.version !== 1 || !Array.isArray(recording.answers) || Number.isNaN(recordedAt))
    throw new UsageError(`${path} is not a recording of “market-ticker-feed record”`);
  const left: (RecordedAnswer | null)[] = [...(recording.answers as readonly RecordedAnswer[])];
  const transport: Transport = async ({ source }) => {
    const index = left.findIndex((answer) => answer?.source === source);
    const [answer] = index < 0 ? [] : left.splice(index, 1);
    if (!answer) throw new SourceError('unreachable', 'the recording has no more responses of the source');
    const { file, status, contentType, error } = answer;
    if (typeof file !== 'string') throw new SourceError(error?.kind ?? 'unreachable', `${error?.message}`, { status });
    // A recording may come from somebody else, so it must not name files in other folders.
    const text = await readFile(join(folder, basename(file)), 'utf8').catch(() => {
      throw new SourceError('unreachable', 'the recording lacks the file of the response');
    });
    return { status, headers: new Headers(contentType ? { 'content-type': contentType } : {}), text };
  };
  return { transport, recordedAt };
}
