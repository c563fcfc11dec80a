import type { Page } from 'playwright';
import type { BrowserCommand } from 'vitest/node';

export type Media = NonNullable<Parameters<Page['emulateMedia']>[0]>;

/** What runs beside the browser, in Node, when a test calls `commands.emulateMedia()`. */
export const emulateMedia: BrowserCommand<[media: Media]> = async (context, media) => {
  await context.page.emulateMedia(media);
};

/** What assistive technology is told of an element, as YAML. */
export const ariaTree: BrowserCommand<[selector: string]> = async (context, selector) =>
  context.iframe.locator(selector).ariaSnapshot();

declare module 'vitest/browser' {
  interface BrowserCommands {
    emulateMedia(media: Media): Promise<void>;
    ariaTree(selector: string): Promise<string>;
  }
}
