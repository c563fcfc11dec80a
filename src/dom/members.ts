// An image, a form or a frame with the name of a member, such as `hidden`, takes the place of this member of `document`. These
// functions find the browser's own members. The members of `window` can't be replaced in this way.

/** Returns a member of a document. */
export const documentMember = <Name extends keyof Document>(name: Name, owner: Document = document): Document[Name] =>
  Reflect.get(Object.getPrototypeOf(owner), name, owner);

export const isPageHidden = (owner?: Document): boolean => documentMember('hidden', owner);

/** Adds a listener to a document. */
export function listen(
  target: Document,
  type: string,
  listener: () => void,
  options?: AddEventListenerOptions | boolean,
): void {
  EventTarget.prototype.addEventListener.call(target, type, listener, options);
}
