import type { Log } from '../../../src/feed-tool/types.js';

/** A log that keeps its lines, such as `warn source failed`, with their fields. */
export interface CapturedLog extends Log {
  readonly lines: string[];
  readonly fields: Readonly<Record<string, unknown>>[];
}

export function captureLog(): CapturedLog {
  const lines: string[] = [];
  const fields: Readonly<Record<string, unknown>>[] = [];
  const at =
    (level: string): Log['info'] =>
    (event, values = {}) => {
      lines.push(`${level} ${event}`);
      fields.push(values);
    };
  return { lines, fields, info: at('info'), warn: at('warn'), error: at('error') };
}
