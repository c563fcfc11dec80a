import { expect, html, waitUntil } from '@open-wc/testing';
import { describe, test, vi } from 'vitest';
import { seed, ticked } from '../../support/fixtures/seed.js';
import { serveFeed, serveStream, streamOf } from '../../support/feed-server/feed.js';
import type { FeedResponse } from '../../support/feed-server/feed-server.js';
import { liveStripWithErrors, reachesStatus, strip } from './strip.js';

const wait = { interval: 20, timeout: 30_000 };
const ofErrors = (errors: readonly { kind: string; status: number | undefined }[]): unknown[] =>
  errors.map(({ kind, status }) => status ?? kind);

describe('a failure is told', () => {
  test.each<[string, FeedResponse, unknown]>([
    ['the server answers 503', { status: 503 }, 503],
    ['the connection breaks', { fault: 'reset' }, 'network'],
    ['the answer is HTML', { body: '<p>Sign in', headers: { 'content-type': 'text/html' } }, 200],
    ['the answer is no feed', { body: { error: 'no key' } }, 'shape'],
  ])('once, however often it is asked, while %s', async (_, response, told) => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const feed = await serveFeed([{ body: seed }]);
    const { element, errors } = await liveStripWithErrors({ src: feed.url }, (end) => void end);
    await feed.respond([response]);
    for (let request = 0; request < 4; request++) await element.refresh();
    expect((await feed.requests()).length).to.equal(5);
    expect(element.status).to.equal('error');
    expect(ofErrors(errors)).to.deep.equal([told]);
    element.remove();
  });

  test('again after a success, and when it is another failure', async () => {
    const feed = await serveFeed([{ body: seed }]);
    const { element, errors } = await liveStripWithErrors({ src: feed.url }, (end) => void end);
    for (const response of [{ status: 503 }, { status: 404 }, { status: 503 }, { body: ticked }, { status: 503 }]) {
      await feed.respond([response]);
      await element.refresh();
    }
    expect(ofErrors(errors)).to.deep.equal([503, 404, 503, 503]);
    element.remove();
  });

  test('again when another address fails in the same way', async () => {
    const [one, other] = [await serveFeed([{ status: 503 }]), await serveFeed([{ status: 503 }])];
    const element = await strip(html`<market-ticker></market-ticker>`);
    const errors: unknown[] = [];
    element.addEventListener('market-ticker-error', ({ status }) => errors.push(status));
    for (const { url } of [one, other]) {
      element.src = url;
      await element.refresh();
      await reachesStatus(element, 'error');
      await element.refresh();
    }
    expect(errors).to.deep.equal([503, 503]);
  });

  test('once while a stream is opened and breaks again and again', async () => {
    const stream = await serveStream([streamOf(seed)]);
    const { element, errors } = await liveStripWithErrors({ stream: stream.url }, (end) => void end);
    // The stream opens and ends at once, without an event.
    await stream.respond([{ headers: { 'content-type': 'text/event-stream' }, body: 'retry: 50\n\n' }]);
    const before = (await stream.requests()).length;
    await stream.end();
    await waitUntil(async () => (await stream.requests()).length > before + 1, 'two more connections', wait);
    expect(ofErrors(errors)).to.deep.equal(['stream']);
    element.remove();
  });
});
