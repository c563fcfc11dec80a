/** The parts of the edge. */
export type Part = 'redis' | 'nginx' | 'publisher';

export interface EdgeOptions {
  /** Where the publisher finds its prices. */
  readonly upstream?: string;
  /** More of what the publisher takes. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Those that are to be started: all by default. */
  readonly parts?: readonly Part[];
  /** Where they are, also those that are not started; free ones by default. */
  readonly ports?: Readonly<Partial<Record<Part, number>>>;
}

export interface Edge {
  /** What readers ask. */
  readonly origin: string;
  readonly port: Readonly<Record<Part, number>>;
  readonly pid: (part: Part) => number;
  readonly restart: (part: Part) => Promise<void>;
  readonly halt: (part: Part) => Promise<void>;
  /** Ends all of it, and leaves nothing behind. */
  readonly stop: () => Promise<void>;
}

/** Starts the edge, or some of its parts, in a folder of its own. */
export function startEdge(options: EdgeOptions): Promise<Edge>;
