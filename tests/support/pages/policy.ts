import type { Page } from 'playwright';
import { expect } from 'vitest';
import type { Site } from './site.js';

/** The header of a Content Security Policy that allows only scripts and connections of its own origin, and more directives. */
export const strictPolicy = (...more: string[]): Record<string, string> => ({
  'content-security-policy': [
    "default-src 'none'; script-src 'self'; connect-src 'self'; report-uri /reports",
    ...more,
  ].join('; '),
});

/**
 * Checks that the page has not violated its policy so far: violates it on purpose, and expects that this violation is the only
 * one that the browser has reported to the server.
 */
export async function expectPolicyKept(page: Page, site: Site): Promise<void> {
  await page.evaluate(() =>
    document.body.append(Object.assign(new Image(), { src: 'http://elsewhere.example/x.png' })),
  );
  expect(await site.reports('img-src http://elsewhere.example/x.png')).toEqual([
    'img-src http://elsewhere.example/x.png',
  ]);
}
