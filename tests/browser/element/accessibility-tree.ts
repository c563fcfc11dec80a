import { cdp } from 'vitest/browser';

/** How many of the page's parts Chromium calls by this role to a screen reader. */
export async function countRole(role: string): Promise<number> {
  const ask = <T>(method: string, about = {}): Promise<T> => cdp().send(method, about) as Promise<T>;
  const { frameTree } = await ask<{ frameTree: { childFrames: { frame: { id: string } }[] } }>('Page.getFrameTree');
  const { nodes } = await ask<{ nodes: { role: { value: string }; ignored: boolean }[] }>(
    'Accessibility.getFullAXTree',
    {
      frameId: frameTree.childFrames[0]!.frame.id,
    },
  );
  return nodes.filter((node) => node.role.value === role && !node.ignored).length;
}
