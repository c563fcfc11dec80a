// What the Lit in the CDN file uses in place of `document` and `globalThis`. The build imports both into the
// modules of Lit (see `isolateLit` in vite.cdn.ts). Nothing else imports this file.
import { documentMember } from './members.js';
import { createPolicy } from './policy.js';

/** An empty document, which has no elements whose names could take the place of its members. */
export const litDocument = documentMember('implementation').createHTMLDocument('');
litDocument.importNode = <T extends Node>(node: T, options?: boolean | ImportNodeOptions): T =>
  documentMember('importNode').call(document, node, options as boolean) as T;

/** What decorators have stated about properties. `reactive-element` reads it as a global variable. */
export const litPropertyMetadata = new WeakMap<object, unknown>();

/**
 * The global members that Lit uses. The hooks of Lit's polyfills and of its support for hydration do not fit the
 * bundled Lit, whose internal properties have other names, so they are not here.
 */
export const litGlobal = { trustedTypes: globalThis.trustedTypes && { createPolicy }, litPropertyMetadata };
