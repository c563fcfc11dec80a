import type { Page } from 'playwright';
import type { BrowserCommand } from 'vitest/node';

export type Media = NonNullable<Parameters<Page['emulateMedia']>[0]>;

/** The part of `commands.emulateMedia()` that runs in Node, outside the browser. */
export const emulateMedia: BrowserCommand<[media: Media]> = async (context, media) => {
  await context.page.emulateMedia(media);
};

/** The accessibility tree of an element, as YAML. */
export const ariaTree: BrowserCommand<[selector: string]> = async (context, selector) =>
  context.iframe.locator(selector).ariaSnapshot();

declare module 'vitest/browser' {
  interface BrowserCommands {
    emulateMedia(media: Media): Promise<void>;
    ariaTree(selector: string): Promise<string>;
  }
}
