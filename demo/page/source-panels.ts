import { serialise, serialiseRule } from './serialise.js';

async function copy(text: string, status: HTMLElement): Promise<void> {
  // Emptied first: the same words twice would not be announced again.
  status.textContent = '';
  try {
    await navigator.clipboard.writeText(text);
    status.textContent = 'Copied';
  } catch {
    status.textContent = 'The browser refused; select the text instead';
  }
}

function sourceOf(stage: HTMLElement): string {
  const parts = [...stage.children].map(serialise);
  const { rule } = stage.dataset;
  if (rule) parts.push('', serialiseRule(rule, document.styleSheets));
  return parts.join('\n');
}

/** Puts the HTML of every stage beside it. The function returned reads all of them again. */
export function addSourcePanels(root: Document): () => void {
  const template = root.querySelector<HTMLTemplateElement>('#source-panel')!;
  const refreshers = [...root.querySelectorAll<HTMLElement>('.stage')].map((stage) => {
    const panel = template.content.cloneNode(true) as DocumentFragment;
    const code = panel.querySelector('code')!;
    const button = panel.querySelector('button')!;
    const status = panel.querySelector<HTMLElement>('[role="status"]')!;
    const title = stage.closest('.card')?.querySelector('h3')?.textContent ?? '';

    button.setAttribute('aria-label', `Copy the HTML: ${title}`);
    button.addEventListener('click', () => void copy(code.textContent ?? '', status));
    stage.after(panel);
    return () => {
      code.textContent = sourceOf(stage);
    };
  });

  const refresh = (): void => refreshers.forEach((write) => write());
  refresh();
  return refresh;
}
