export interface WordPress {
  readonly origin: string;
  /** Runs PHP code in WordPress. @returns what it prints */
  run(code: string): Promise<string>;
  /** Unpacks a zip into a folder. */
  unzip(archive: Buffer, folder: string): Promise<void>;
  /** Makes the server answer a path with this content. */
  serve(path: string, content: string): void;
  /** Replaces the content of a file of the plugin. */
  editPlugin(path: string, change: (content: string) => string): void;
  /** Adds a theme of these files, by their paths. */
  addTheme(name: string, files: Readonly<Record<string, string>>): void;
  /** The notices, warnings and errors of PHP so far. */
  notices(): string;
  close(): Promise<void>;
}

/**
 * Starts a WordPress behind a real server. PHP runs in WebAssembly; the database is SQLite, in the memory of this process. The
 * administrator is `admin` with the password `password`.
 *
 * @param build the name of a build in `@wp-playground/wordpress-builds`, such as `wp-6.5`
 */
export function startWordPress(build: string): Promise<WordPress>;
