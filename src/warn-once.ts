const warned = new Set<string>();

/**
 * Warns the publisher in the console that an attribute or property has an unusable value. Each warning appears once per
 * page.
 *
 * @param name the name of the attribute or property
 * @param value the unusable value
 * @param allowed a description of the allowed values
 */
export function warnOnce(name: string, value: unknown, allowed: string): void {
  const warning = `<market-ticker ${name}="${textOf(value)}"> takes ${allowed}`;
  if (!warned.has(warning)) console.warn(warning);
  warned.add(warning);
}

/** Returns a value as text, or its type if the value can't become text, such as an object without a prototype. */
function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
}
