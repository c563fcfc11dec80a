/** Sets the query of every strip's feed when the reader chooses another market, then calls `onChange`. */
export function watchSessionChoice(root: Document, onChange: () => void): void {
  root.querySelector('.session')?.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    // A strip without an address shows a row that is in the page itself.
    for (const ticker of root.querySelectorAll('market-ticker[src]'))
      ticker.setAttribute('src', ticker.getAttribute('src')!.replace(/\?.*|$/, target.value));
    onChange();
  });
}
