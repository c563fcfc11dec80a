import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** That of a shell: what npm and Vitest have put into this process is not for the tools of an app. */
export const shellEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_(?!config_)|NODE_ENV$|VITEST|TEST$|VITE_)/.test(name)),
  );

/** Runs a command to its end. Never rejects: where it fails, `says` has its complaints, too. */
export async function runCommand(
  cwd: string,
  command: string,
  ...args: string[]
): Promise<{ ok: boolean; output: string }> {
  try {
    const options = { cwd, env: { ...shellEnvironment(), NO_COLOR: '1' }, maxBuffer: 1e8 };
    const { stdout } = await promisify(execFile)(command, args, options);
    return { ok: true, output: stdout };
  } catch (error) {
    const { stdout, stderr, message } = error as { stdout?: string; stderr?: string; message: string };
    return { ok: false, output: (stdout ?? '') + (stderr ?? '') || message };
  }
}
