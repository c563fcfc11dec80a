import { serialise, serialiseRule } from './serialise.js';

async function copy(text: string, { dataset }: HTMLElement, status: HTMLElement): Promise<void> {
  // The status is emptied first, because a screen reader does not announce the same text twice.
  status.textContent = '';
  try {
    await navigator.clipboard.writeText(text);
    status.textContent = dataset.copied!;
  } catch {
    status.textContent = dataset.refused!;
  }
}

function sourceOf(stage: HTMLElement): string {
  const parts = [...stage.children].map(serialise);
  const { rule } = stage.dataset;
  if (rule) parts.push('', serialiseRule(rule, document.styleSheets));
  return parts.join('\n');
}

/** Adds a panel with its HTML to every stage. The returned function updates all panels. */
export function addSourcePanels(root: Document): () => void {
  const template = root.querySelector<HTMLTemplateElement>('#source-panel')!;
  const updates = [...root.querySelectorAll<HTMLElement>('.stage')].map((stage) => {
    const panel = template.content.cloneNode(true) as DocumentFragment;
    const code = panel.querySelector('code')!;
    const button = panel.querySelector('button')!;
    const status = panel.querySelector<HTMLElement>('[role="status"]')!;
    const title = stage.closest('.card')?.querySelector('h3')?.textContent ?? '';

    button.setAttribute('aria-label', `${button.getAttribute('aria-label')}: ${title}`);
    button.addEventListener('click', () => void copy(code.textContent ?? '', button, status));
    stage.after(panel);
    return () => {
      code.textContent = sourceOf(stage);
    };
  });

  const refresh = (): void => updates.forEach((update) => update());
  refresh();
  return refresh;
}
