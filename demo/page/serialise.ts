/** The maximum length of an opening tag, in characters; a longer one has each attribute on its own line. */
const MAX_LINE = 64;

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** Returns the element's HTML as one would write it: the same attributes and light DOM, formatted for reading. */
export function serialise(element: Element): string {
  const attributes = [...element.attributes].map(({ name, value }) => (value ? `${name}="${escape(value)}"` : name));
  const flat = `<${[element.localName, ...attributes].join(' ')}>`;
  const open = flat.length <= MAX_LINE ? flat : `<${element.localName}\n${attributes.map((a) => `  ${a}\n`).join('')}>`;
  const inner = element.innerHTML.trim();
  return `${open}${inner && `\n  ${inner}\n`}</${element.localName}>`;
}

/** Returns the first style rule of the page with a selector; empty if there is none. */
export function serialiseRule(selector: string, sheets: Iterable<CSSStyleSheet>): string {
  for (const sheet of sheets) {
    // Scripts may not read the rules of a style sheet from another origin, such as one that an extension adds.
    if (!sheet.href?.startsWith(location.origin)) continue;
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSStyleRule) || rule.selectorText !== selector) continue;
      const lines = [...rule.style].map((name) => `  ${name}: ${rule.style.getPropertyValue(name).trim()};\n`);
      return `${selector} {\n${lines.join('')}}`;
    }
  }
  return '';
}
