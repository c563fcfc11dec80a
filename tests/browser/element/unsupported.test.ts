import { expect } from '@open-wc/testing';
import { describe, onTestFinished, test } from 'vitest';

/**
 * Loads a page that runs a script before the script of the strip. The tag has content of the page and a shadow root that a
 * server has drawn. Returns the tag, the window of the page, and the errors of its scripts.
 */
async function pageWith(script: string) {
  const frame = document.createElement('iframe');
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
  frame.srcdoc = `
    <market-ticker>from the page</market-ticker>
    <script>
      document.querySelector('market-ticker').attachShadow({ mode: 'open' }).innerHTML = 'from the server <slot></slot>';
      var errors = [];
      onerror = (message) => void errors.push(message);
      ${script}
    </script>
    <script type="module" src="/src/index.ts"></script>`;
  document.body.append(frame);
  onTestFinished(() => frame.remove());
  await loaded;
  const page = frame.contentWindow as Window & typeof globalThis & { errors: string[] };
  const element = page.document.querySelector('market-ticker')!;
  return { page, element, text: () => element.shadowRoot!.textContent.trim() };
}

describe('a browser that lacks what the strip needs keeps what the page and a server have written', () => {
  test.each([
    ['properties of CSS that came with the oldest supported browsers', 'CSS.supports = () => false'],
    ['ResizeObserver', 'delete window.ResizeObserver'],
    ['IntersectionObserver', 'delete window.IntersectionObserver'],
    ['animations', 'delete window.Animation'],
  ])('%s', async (_, script) => {
    const { page, element, text } = await pageWith(script);
    expect(element.matches(':defined')).to.equal(false);
    expect(text()).to.equal('from the server');
    expect(element.textContent).to.equal('from the page');
    expect(page.errors).to.deep.equal([]);
  });
});

test('a browser that lacks nothing takes over the tag', async () => {
  const { page, element, text } = await pageWith('');
  expect(element.matches(':defined')).to.equal(true);
  await element.updateComplete;
  expect(text()).not.to.include('from the server');
  expect(page.errors).to.deep.equal([]);
});
