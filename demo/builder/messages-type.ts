import type { en } from './messages-en.js';

/** The same keys, with any text for each text. */
type Shape<T> = {
  readonly [Name in keyof T]: T[Name] extends string
    ? string
    : T[Name] extends (...values: infer Values) => string
      ? (...values: Values) => string
      : Shape<T[Name]>;
};

/** All messages of the page in one language. A language that lacks one does not compile. */
export type Messages = Shape<typeof en>;
