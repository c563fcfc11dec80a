/**
 * Parses an address. Returns null if the address is invalid. `URL.canParse` is not used, because Chromium has it only
 * since version 120, and Safari since 17.
 *
 * @param base the absolute URL that relative addresses are relative to
 */
export function urlOf(address: string, base: string): URL | null {
  try {
    return new URL(address, base);
  } catch {
    return null;
  }
}
