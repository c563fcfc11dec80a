/** Points every strip of the page at the feed that the reader chooses. */
export function watchSessionChoice(root: Document, changed: () => void): void {
  root.querySelector('.session')?.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    for (const ticker of root.querySelectorAll('market-ticker')) ticker.setAttribute('src', target.value);
    changed();
  });
}
