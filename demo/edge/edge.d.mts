import type { FeedConfig } from '../../src/feed-tool/config/feed-config.js';

/** The parts of the edge. */
export type Part = 'redis' | 'nginx' | 'tool';

export interface EdgeOptions {
  /** What replaces feed.config.json, but for the settings of `serve`. Needed if the feed tool is started. */
  readonly config?: Omit<FeedConfig, 'serve'>;
  /** The parts to start; all by default. */
  readonly parts?: readonly Part[];
  /** The ports of the parts, including parts that are not started; free ports by default. */
  readonly ports?: Readonly<Partial<Record<Part, number>>>;
  /** Changes nginx.conf, for example to shorter time limits. */
  readonly configure?: (conf: string) => string;
}

export interface Edge {
  /** The origin that serves readers. */
  readonly origin: string;
  readonly port: Readonly<Record<Part, number>>;
  /** The path of the socket through which updates are published. */
  readonly socket: string;
  /** The temporary folder, with the logs of nginx and of the feed tool. */
  readonly folder: string;
  readonly pid: (part: Part) => number;
  readonly restart: (part: Part) => Promise<void>;
  readonly halt: (part: Part) => Promise<void>;
  /** Stops all parts and deletes the temporary folder. */
  readonly stop: () => Promise<void>;
}

/** Starts the edge, or some of its parts, in a temporary folder. The package must be built. */
export function startEdge(options: EdgeOptions): Promise<Edge>;
