const warned = new Set<string>();

/** The maximum number of warnings on a page, because feeds and scripts can produce endless different values. */
const MAX_WARNINGS = 200;

/** The maximum length of a value in a warning, in characters. */
const MAX_LENGTH = 200;

/**
 * Logs a console warning for the publisher that an attribute or property has an unusable value. Each warning appears
 * once per page.
 *
 * @param name the name of the attribute or property
 * @param value the unusable value
 * @param allowed a description of the allowed values
 * @param details returns the end of the warning, which may differ each time
 */
export function warnOnce(name: string, value: unknown, allowed: string, details = (): string => ''): void {
  const warning = `<market-ticker ${name}="${textOf(value).slice(0, MAX_LENGTH)}"> expects ${allowed}`;
  if (warned.has(warning) || warned.size >= MAX_WARNINGS) return;
  warned.add(warning);
  console.warn(warning + details());
}

/** Returns a value as text, or its type if the value can't become text, such as an object without a prototype. */
export function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
}
