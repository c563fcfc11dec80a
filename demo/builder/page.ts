import type { CdnFiles } from './script-files.js';
import type { State } from './state.js';
import type { Messages } from './messages-type.js';
import type { PageLanguage } from './messages.js';

/** The page as its parts see it: its state, and the methods that change it. */
export interface Page {
  readonly state: State;
  readonly messages: Messages;
  readonly language: PageLanguage;
  readonly cdn: CdnFiles;
  /** Applies values while the user types or drags, without an entry in the browser's history. */
  preview(patch: Partial<State>): void;
  /** Applies values and adds an entry to the browser's history, so that Back undoes the change. */
  commit(patch?: Partial<State>): void;
  /** Renders the page again, after a change of something that is not part of the state. */
  redraw(): void;
}
