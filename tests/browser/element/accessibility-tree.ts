import { cdp } from 'vitest/browser';

/** Counts the nodes with this role in Chromium's accessibility tree of the page. */
export async function countRole(role: string): Promise<number> {
  const send = <T>(method: string, params = {}): Promise<T> => cdp().send(method, params) as Promise<T>;
  const { frameTree } = await send<{ frameTree: { childFrames: { frame: { id: string } }[] } }>('Page.getFrameTree');
  const { nodes } = await send<{ nodes: { role: { value: string }; ignored: boolean }[] }>(
    'Accessibility.getFullAXTree',
    {
      frameId: frameTree.childFrames[0]!.frame.id,
    },
  );
  return nodes.filter((node) => node.role.value === role && !node.ignored).length;
}
