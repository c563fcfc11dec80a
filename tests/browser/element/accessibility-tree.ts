import type { MarketTickerElement } from 'market-ticker/element.js';
import { cdp } from 'vitest/browser';
import { isChromium } from './strip.js';

interface Node {
  readonly nodeId: string;
  readonly parentId?: string;
  readonly ignored: boolean;
  readonly role: { readonly value: string };
  readonly name?: { readonly value: string };
}

/** Returns the nodes of Chromium's accessibility tree of the page. */
async function treeOfChromium(): Promise<readonly Node[]> {
  const send = <T>(method: string, params = {}): Promise<T> => cdp().send(method, params) as Promise<T>;
  const { frameTree } = await send<{ frameTree: { childFrames: { frame: { id: string } }[] } }>('Page.getFrameTree');
  const { nodes } = await send<{ nodes: Node[] }>('Accessibility.getFullAXTree', {
    frameId: frameTree.childFrames[0]!.frame.id,
  });
  return nodes;
}

/** Counts the nodes with this role in Chromium's accessibility tree of the page. */
export const countRole = async (role: string): Promise<number> =>
  (await treeOfChromium()).filter((node) => node.role.value === role && !node.ignored).length;

/** Returns the texts of the items of each list, as Chromium says. An item is a child of its list. */
async function listsOfChromium(): Promise<string[][]> {
  const nodes = await treeOfChromium();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const shownParent = ({ parentId }: Node): Node | undefined => {
    const parent = byId.get(parentId ?? '');
    return parent?.ignored ? shownParent(parent) : parent;
  };
  const itemOf = (node: Node): Node | undefined => {
    const parent = shownParent(node);
    return !parent || parent.role.value === 'listitem' ? parent : itemOf(parent);
  };
  const texts = new Map<Node | undefined, string[]>();
  for (const node of nodes)
    if (node.role.value === 'StaticText' && !node.ignored)
      texts.set(itemOf(node), [...(texts.get(itemOf(node)) ?? []), node.name?.value ?? '']);
  return nodes
    .filter(({ role, ignored }) => role.value === 'list' && !ignored)
    .map((list) =>
      nodes
        .filter((node) => node.role.value === 'listitem' && !node.ignored && shownParent(node) === list)
        .map((item) => (texts.get(item) ?? []).join(' | ')),
    );
}

/** Firefox keeps a node for each box that is transformed or scrolls, whatever its role. */
const isNodeOfFirefox = (element: Element): boolean => {
  const { transform, overflowX } = getComputedStyle(element);
  return (
    CSS.supports('-moz-appearance: none') && (transform !== 'none' || ['auto', 'scroll', 'hidden'].includes(overflowX))
  );
};

/** Returns the texts of the items of each list, by the roles in the document. An item is a child of its list. */
function listsByRoles(root: ParentNode): string[][] {
  const isHidden = (element: Element): boolean => !!element.closest('[aria-hidden="true"]');
  const parentOf = (element: Element): Element | null => {
    const owner = element.id && root.querySelector(`[aria-owns~="${element.id}"]`);
    if (owner) return owner;
    const parent = element.parentElement;
    const isTransparent = parent?.getAttribute('role') === 'none' && !isNodeOfFirefox(parent);
    return parent && isTransparent ? parentOf(parent) : parent;
  };
  const textsIn = (item: Element): string => {
    const walker = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
    const texts: string[] = [];
    while (walker.nextNode())
      if (walker.currentNode.textContent?.trim() && !isHidden(walker.currentNode.parentElement!))
        texts.push(walker.currentNode.textContent);
    return texts.join(' | ');
  };
  return [...root.querySelectorAll('[role="list"]')]
    .filter((list) => !isHidden(list))
    .map((list) =>
      [...root.querySelectorAll('[role="listitem"]')]
        .filter((item) => !isHidden(item) && parentOf(item) === list)
        .map(textsIn),
    );
}

/**
 * Returns the texts of the items of each list of a strip. Chromium is asked for its accessibility tree. The other engines
 * offer none to a page, so that the roles in the document stand for it.
 */
export const listsOf = (element: MarketTickerElement): Promise<string[][]> =>
  isChromium ? listsOfChromium() : Promise.resolve(listsByRoles(element.renderRoot));
