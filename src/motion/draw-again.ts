/**
 * Draws a strip that is shown after it was hidden, if the browser has not. WebKit 2.38, the engine of Safari 16.0, leaves
 * out what is inside a container of a shadow tree, until a box around the container is a new one.
 */
export function drawAgain(viewport: HTMLElement): void {
  const box = viewport.closest<HTMLElement>('.box');
  if (!box || viewport.clientWidth) return;
  box.style.display = 'none';
  void box.offsetWidth;
  box.style.display = '';
}
