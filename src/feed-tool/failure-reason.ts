/** Returns why an operation failed: the system's code, such as `ENOENT`, without the path, or else the message. */
export function failureReason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
