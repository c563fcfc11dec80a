const appliedStyles = new WeakMap<HTMLElement, string>();

/**
 * Replaces an element's inline style. A Content Security Policy that forbids the `style` attribute still allows this.
 * Does nothing if the style is the one that was set last.
 */
export function setStyle(element: HTMLElement, declarations: readonly (readonly [string, string])[]): void {
  const text = declarations.map(([name, value]) => `${name}: ${value}`).join('; ');
  if (appliedStyles.get(element) === text) return;
  appliedStyles.set(element, text);
  element.style.cssText = text;
}
