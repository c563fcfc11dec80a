import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The environment of a shell, without the variables that npm and Vitest have set for this process. */
export const shellEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_(?!config_)|NODE_ENV$|VITEST|TEST$|VITE_)/.test(name)),
  );

/** Runs a command to its end. Never rejects: if the command fails, `output` contains its errors too. */
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
