// Describes the machine and the versions that the benchmark ran on, and the date.
import { readFile } from 'node:fs/promises';
import os from 'node:os';

async function system() {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^PRETTY_NAME="?([^"\n]+)/m.exec(release)?.[1] ?? `${os.type()} ${os.release()}`;
}

/** @param {import('playwright').Browser} browser */
export async function describeMachine(browser) {
  return {
    processor: os.cpus()[0].model.trim(),
    cores: os.cpus().length,
    memory: Math.round(os.totalmem() / 2 ** 30),
    system: await system(),
    chromium: browser.version(),
    node: process.versions.node,
    date: new Date().toISOString().slice(0, 10),
  };
}

/** The description as a sentence. */
export function machineText({ processor, cores, memory, system, chromium, node, date }) {
  return `Measured on ${date} with Chromium ${chromium}, headless, without GPU, on ${cores} cores of ${processor}, ${memory} GiB, ${system}, Node ${node}.`;
}
