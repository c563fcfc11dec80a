/** Attributes go on lines of their own beyond this many characters. */
const LINE = 64;

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** The element's HTML as one would write it: the same attributes and light DOM, laid out for reading. */
export function serialise(element: Element): string {
  const attributes = [...element.attributes].map(({ name, value }) => (value ? `${name}="${escape(value)}"` : name));
  const flat = `<${[element.localName, ...attributes].join(' ')}>`;
  const open = flat.length <= LINE ? flat : `<${element.localName}\n${attributes.map((a) => `  ${a}\n`).join('')}>`;
  const inner = element.innerHTML.trim();
  return `${open}${inner && `\n  ${inner}\n`}</${element.localName}>`;
}

/** The declarations of the first style rule with this selector, read from the page's stylesheets. */
export function serialiseRule(selector: string, sheets: Iterable<CSSStyleSheet>): string {
  for (const sheet of sheets) {
    // The rules of a sheet from elsewhere, like one that an extension adds, may not be read.
    if (!sheet.href?.startsWith(location.origin)) continue;
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSStyleRule) || rule.selectorText !== selector) continue;
      const lines = [...rule.style].map((name) => `  ${name}: ${rule.style.getPropertyValue(name).trim()};\n`);
      return `${selector} {\n${lines.join('')}}`;
    }
  }
  return '';
}
