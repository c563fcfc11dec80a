/**
 * Makes the browser draw a strip that is shown after it was hidden. WebKit 2.38, the engine of Safari 16.0, does not draw
 * the content of a container in a shadow tree until a box around the container is recreated.
 */
export function drawAgain(viewport: HTMLElement): void {
  const box = viewport.closest<HTMLElement>('.box');
  if (!box || viewport.clientWidth) return;
  box.style.display = 'none';
  void box.offsetWidth;
  box.style.display = '';
}
