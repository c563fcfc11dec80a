import type { CdnFiles } from './code-blocks.js';
import type { State } from './state.js';
import type { PageLanguage, Messages } from './messages.js';

/** What each part of the page knows of the whole, and how it changes it. */
export interface Page {
  readonly state: State;
  readonly messages: Messages;
  readonly language: PageLanguage;
  readonly cdn: CdnFiles;
  /** Takes values over while somebody types or drags. */
  preview(patch: Partial<State>): void;
  /** Takes values over for good: Back undoes it. */
  commit(patch?: Partial<State>): void;
  /** Something that is no part of the state is another: the page is drawn again. */
  redraw(): void;
}
