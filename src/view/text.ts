import { noChange } from 'lit';
import { directive, Directive, type ChildPart } from 'lit/directive.js';

/** `Node.TEXT_NODE`. Some pages have a `Node` of their own. */
const TEXT_NODE = 3;

/** Writes one text into the element that contains the binding, and nothing else may be in this element. */
class TextDirective extends Directive {
  #element: Node | undefined;
  #text: string | undefined;

  /** Called on a server only. */
  override render(text: string): string {
    return text;
  }

  override update(part: ChildPart, [text]: [string]): symbol {
    const element = (this.#element ??= takeElement(part));
    if (text !== this.#text) {
      this.#text = text;
      const { firstChild, lastChild } = element;
      // Replacing the text node would cost more than changing its data, and would end a selection of the text.
      if (firstChild?.nodeType === TEXT_NODE && firstChild === lastChild) (firstChild as Text).data = text;
      else element.textContent = text;
    }
    return noChange;
  }
}

/**
 * Returns the element around a binding, and moves Lit's marker node out of it. The marker is kept beside the element,
 * because Lit's development build throws an error if the marker has no parent.
 */
function takeElement({ parentNode, startNode }: ChildPart): Node {
  if (startNode) (parentNode as Element).before(startNode);
  return parentNode;
}

/**
 * Renders a text as the only content of the element around it: `<span>${text(value)}</span>`.
 *
 * Lit writes later texts into the text node that it created first. If a translator, a highlighter or a spelling checker
 * has wrapped, split or replaced this node, nobody would see them. The directive therefore keeps the element instead of
 * the node. The text is written only when it changes, so a translation of it stays until then.
 */
export const text = directive(TextDirective);
