import type { Page } from 'playwright';
import { expect } from 'vitest';
import type { Site } from './site.js';

/** A Content-Security-Policy without any leniency, with more directives for what a test is about. */
export const strictPolicy = (...more: string[]): Record<string, string> => ({
  'content-security-policy': [
    "default-src 'none'; script-src 'self'; connect-src 'self'; report-uri /reports",
    ...more,
  ].join('; '),
});

/**
 * Nothing on the page has gone against its policy so far: the first violation that browser and server hear of is one that is
 * made here.
 */
export async function expectPolicyKept(page: Page, site: Site): Promise<void> {
  await page.evaluate(() =>
    document.body.append(Object.assign(new Image(), { src: 'http://elsewhere.example/x.png' })),
  );
  expect(await site.reports('img-src http://elsewhere.example/x.png')).toEqual([
    'img-src http://elsewhere.example/x.png',
  ]);
}
