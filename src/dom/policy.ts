import { documentMember } from './members.js';

/** Whether the page requires Trusted Types but does not allow the strip's policy, so that nothing can be rendered. */
let isRefused = false;

export const canRender = (): boolean => !isRefused;

/**
 * Creates the policy of the CDN file for Trusted Types. Lit's own is named `lit-html`, which another Lit on the page may have
 * created. Returns undefined if the page does not allow the policy; without one, Lit parses texts.
 */
export function createPolicy(_name: string, rules: object): unknown {
  try {
    return globalThis.trustedTypes?.createPolicy('market-ticker', rules);
  } catch {
    try {
      documentMember('createElement').call(document, 'template').innerHTML = '<br>';
    } catch {
      isRefused = true;
    }
    return undefined;
  }
}

declare global {
  var trustedTypes: { createPolicy(name: string, rules: object): unknown } | undefined;
}
