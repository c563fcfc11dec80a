import { documentMember } from '../dom/members.js';
import { urlOf } from '../model/url-of.js';

/**
 * Returns the absolute URL of an address that an element names. Returns null if the address is missing or invalid, or if
 * the element is not in a document with a window. On a server, an element is never in a document.
 */
export const resolveAddress = (
  { isConnected, ownerDocument, baseURI }: HTMLElement,
  address: string | null,
): string | null =>
  (address && isConnected && documentMember('defaultView', ownerDocument) && urlOf(address, baseURI)?.href) || null;
