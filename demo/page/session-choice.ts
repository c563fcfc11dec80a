/** Sets the feed of every strip on the page when the reader chooses another market, then calls `onChange`. */
export function watchSessionChoice(root: Document, onChange: () => void): void {
  root.querySelector('.session')?.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    for (const ticker of root.querySelectorAll('market-ticker')) ticker.setAttribute('src', target.value);
    onChange();
  });
}
