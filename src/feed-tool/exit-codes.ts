/** The exit codes of `market-ticker-feed`. Cron jobs and CI rely on them. */
export const EXIT = {
  success: 0,
  /** At least one source failed or was refused. The data of the others are still written or printed. */
  sourceFailed: 1,
  /** The command line or the configuration is wrong. Nothing was requested. */
  usage: 2,
  /** No source sent usable data, or the result could not be written. An existing file is not changed. */
  nothingWritten: 3,
} as const;
