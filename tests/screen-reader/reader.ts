import { execFile, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startSite, type Page, type Site } from './site.js';

const run = promisify(execFile);
const sessionScript = fileURLToPath(new URL('session.mjs', import.meta.url));

/** How long to wait for a first word, and how long a silence ends a message, in milliseconds. */
interface Patience {
  first?: number;
  pause?: number;
}

/** A person with a screen reader: presses keys, and hears what is said. Each message is a text. */
export class Reader {
  readonly site: Site;
  readonly #session: ReturnType<typeof spawn>;
  readonly #voice = new EventEmitter();
  readonly #said: string[] = [];
  #display = '';

  private constructor(site: Site, session: ReturnType<typeof spawn>) {
    this.site = site;
    this.#session = session;
    createInterface({ input: session.stdout! }).on('line', (line) => this.#receive(line));
  }

  /** Starts a browser with a screen reader on a desktop of its own, and opens the site's page. */
  static async start(browser: string, program: string): Promise<Reader> {
    const site = await startSite();
    const session = spawn(process.execPath, [sessionScript, browser, program, site.address], {
      detached: true, // it leads a process group, see there
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const reader = new Reader(site, session);
    try {
      await once(reader.#voice, 'ready');
      await reader.#until((said) => said.some((text) => text.includes('Finished loading Page')), 60_000);
      await reader.hears({ first: 1000, pause: 1200 });
    } catch (error) {
      await reader.close();
      throw error;
    }
    return reader;
  }

  async close(): Promise<void> {
    const ended = once(this.#session, 'exit');
    this.#session.stdin!.end();
    await ended;
    await this.site.close();
  }

  /** Presses a key. Returns what is said then. */
  async press(key: string, patience?: Patience): Promise<string[]> {
    const heard = this.hears(patience);
    await run('xdotool', ['key', '--clearmodifiers', key], { env: { ...process.env, DISPLAY: this.#display } });
    const lines = await heard;
    transcript(key, lines);
    return lines;
  }

  /** Returns what is said from now on, until there is silence. */
  async hears({ first = 3000, pause = 400 }: Patience = {}): Promise<string[]> {
    const from = this.#said.length;
    let patience = first;
    // Each word starts the wait anew.
    while (await this.#speaks(patience)) patience = pause;
    return this.#said.slice(from);
  }

  /** Presses the down arrow until a line contains `text`, at most so many times. Returns all lines. */
  async readUntil(text: string, atMost: number): Promise<string[]> {
    const lines: string[] = [];
    while (lines.length < atMost && !lines.at(-1)?.includes(text)) {
      lines.push((await this.press('Down')).join(' '));
    }
    return lines;
  }

  /** Presses Tab until a stop is called `text`, at most so many times. Returns all stops. */
  async tabUntil(text: string, atMost = 12): Promise<string[]> {
    const stops: string[] = [];
    while (stops.length < atMost && !stops.at(-1)?.includes(text)) stops.push((await this.press('Tab')).join(' '));
    return stops;
  }

  /** Loads a page, and goes to its top. Returns what was said while it loaded. */
  async visit(page: Page): Promise<string[]> {
    const from = this.#said.length;
    const title = await this.site.visit(page);
    await this.#until((said) => said.slice(from).some((text) => text.includes(`Finished loading ${title}`)), 30_000);
    await this.hears({ pause: 1200 });
    const said = this.#said.slice(from);
    transcript(JSON.stringify(page), said);
    await this.goToTop();
    return said;
  }

  /** Goes to the top of the page. A click on empty ground takes the focus from the strip, and ends what is being read. */
  async goToTop(): Promise<void> {
    const heard = this.hears({ first: 600 });
    await run('xdotool', ['mousemove', '900', '750', 'click', '1'], {
      env: { ...process.env, DISPLAY: this.#display },
    });
    await heard;
    await this.press('ctrl+Home', { first: 2000 });
  }

  #receive(line: string): void {
    const { said, display, failed } = JSON.parse(line) as Record<'said' | 'display' | 'failed', string | undefined>;
    if (failed) this.#voice.emit('error', new Error(failed));
    if (said) {
      this.#said.push(said);
      this.#voice.emit('said');
    }
    if (display) {
      this.#display = display;
      this.#voice.emit('ready');
    }
  }

  /** Returns whether something is said within `ms`. */
  #speaks(ms: number): Promise<boolean> {
    return once(this.#voice, 'said', { signal: AbortSignal.timeout(ms) }).then(
      () => true,
      () => false,
    );
  }

  async #until(isTrue: (said: string[]) => boolean, ms: number): Promise<void> {
    const signal = AbortSignal.timeout(ms);
    while (!isTrue(this.#said)) {
      await once(this.#voice, 'said', { signal }).catch(() => {
        throw new Error(`The screen reader has said only:\n${this.#said.slice(-8).join('\n')}`);
      });
    }
  }
}

/** Prints what was heard if the environment variable TRANSCRIPT is set. */
function transcript(action: string, lines: string[]): void {
  if (process.env.TRANSCRIPT) process.stdout.write(`${action.padStart(12)}  ${lines.join(' | ')}\n`);
}
