/** The exit codes of `market-ticker-feed`. Cron jobs and CI rely on them. */
export const EXIT = {
  success: 0,
  /** At least one source failed or was refused. What the others have sent is still written or printed. */
  sourceFailed: 1,
  /** The command line or the configuration is wrong. Nothing was requested. */
  usage: 2,
  /** No source has sent anything usable, or the result could not be written. An existing file is left as it is. */
  nothingWritten: 3,
} as const;
