import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readlink, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** The files whose leftovers from earlier runs have already been removed. */
const tidied = new Set<string>();

/**
 * Writes a file so that a reader, and a run after a power cut, finds either the old content or the new one, and never a
 * part of it. The text is written to a temporary file beside it, which is then renamed. Missing folders are created. The
 * target of a symbolic link is replaced, not the link. Rejects with the system error if the file cannot be written;
 * the old file is then kept.
 *
 * A target that is neither a file nor a folder, such as `/dev/stdout`, `/dev/null` or a pipe, is written to instead of
 * replaced.
 */
export async function writeAtomically(path: string, text: string): Promise<void> {
  const target = await targetOf(path);
  const known = await stat(target).catch(() => undefined);
  if (known && !known.isFile() && !known.isDirectory()) return writeFile(target, text);
  const folder = dirname(target);
  await mkdir(folder, { recursive: true });
  if (!tidied.has(target)) await removeLeftovers(folder, basename(target));
  tidied.add(target);
  const temporary = join(folder, `.${basename(target)}.${process.pid}-${randomBytes(6).toString('hex')}.tmp`);
  // A new file gets the default permissions of the user.
  const mode = known ? known.mode & 0o777 : 0o666;
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(folder);
}

/** Returns the path that symbolic links lead to, even if no file exists yet. */
const targetOf = (path: string): Promise<string> =>
  realpath(path)
    .catch(async () => resolve(dirname(path), await readlink(path)))
    .catch(() => path);

/** Removes the temporary files of processes that were killed while they wrote. */
async function removeLeftovers(folder: string, name: string): Promise<void> {
  for (const entry of await readdir(folder)) {
    const isOurs = entry.startsWith(`.${name}.`) && entry.endsWith('.tmp');
    const [, pid] = /^(\d+)-[\da-f]{12}\.tmp$/.exec(entry.slice(name.length + 2)) ?? [];
    if (isOurs && pid !== undefined && !isRunning(Number(pid))) await rm(join(folder, entry), { force: true });
  }
}

/**
 * Whether another process with this number is running. In a container, an earlier run often had the same number as this
 * one.
 */
function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Makes the rename survive a power cut. Some systems do not support this or do not need it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
