/** The place of the tag in `BOXES`. */
export const TAG = 'TAG';

export const LOGO = '<b class="logo">Daily News</b>';
const column = (css: string, content = TAG): string =>
  `<div style="display: flex; flex-direction: column; ${css}"><header>News</header>${content}<footer>End</footer></div>`;
const row = (css = ''): string => `<div style="display: flex; ${css}">${LOGO}${TAG}</div>`;

/** The same box for each `display` that the publisher gives the tag. */
const displayed = (name: string, box: string, displays: string): Record<string, [html: string, tagStyle: string]> =>
  Object.fromEntries(
    displays.split(' ').map((display) => [`${name}, as display: ${display}`, [box, `display: ${display}`]]),
  );

/** Boxes in which publishers put the tag: the HTML of the box, and the publisher's styles for the tag. */
export const BOXES: Readonly<Record<string, readonly [html: string, tagStyle?: string]>> = {
  'a block': ['<div>TAG</div>'],
  'a cell of a flex row': [`<div style="display: flex">${LOGO}<div>TAG</div></div>`],
  'a flex row': [row()],
  'a flex row that wraps': [row('flex-wrap: wrap')],
  'a flex row that centres': [row('align-items: center')],
  'a flex row as wide as its content': [row('width: fit-content')],
  'a flex row, with a margin': [row(), 'margin: 0 12px'],
  'a flex row, as flex: 1': [row('flex-wrap: wrap'), 'flex: 1'],
  'a column page of a minimum height': [column('min-height: 300px')],
  'a column page of a fixed height': [column('height: 300px')],
  'a column page whose main part grows': [column('min-height: 300px', `${TAG}<main style="flex: 1"></main>`)],
  'a column page that is too high': [column('height: 200px', `${TAG}<main style="flex: none; height: 300px"></main>`)],
  'a column page that centres': [column('align-items: center; height: 300px')],
  'a cell of a column page that centres': [column('align-items: center; height: 300px', '<div>TAG</div>')],
  'a column page, with a margin': [column('height: 300px'), 'margin: 0 16px'],
  'a grid': ['<div style="display: grid">TAG<p>Text</p></div>'],
  'a cell of a grid': ['<div style="display: grid"><div>TAG</div></div>'],
  'a cell of a grid with min-width: 0': ['<div style="display: grid"><div style="min-width: 0">TAG</div></div>'],
  'a grid with two columns': [`<div style="display: grid; grid-template-columns: auto auto">${LOGO}${TAG}</div>`],
  'a grid that centres': ['<div style="display: grid; place-items: center"><div>TAG</div></div>'],
  'a grid, with a margin': ['<div style="display: grid">TAG</div>', 'margin: 0 16px'],
  'a float': ['<div style="float: left">TAG</div>'],
  'a fixed box': ['<div style="position: fixed; bottom: 0; right: 8px">TAG</div>'],
  'an inline block': ['<p>Text <span style="display: inline-block">TAG</span></p>'],
  'a box as wide as its content': ['<div style="width: fit-content">TAG</div>'],
  'a table': ['<table><tr><td>TAG</td></tr></table>'],
  'a table of full width': ['<table style="width: 100%"><tr><td>News</td><td>TAG</td></tr></table>'],
  'a fieldset': ['<fieldset>TAG</fieldset>'],
  'a dialog': ['<dialog open style="padding: 8px">TAG</dialog>'],
  'a sticky header': ['<header style="position: sticky; top: 0">TAG</header>'],
  'a sidebar of 240 px': ['<aside style="width: 240px">TAG</aside>'],
  'a sidebar beside a text': [
    row().replace(LOGO, '<main style="flex: 1"></main>').replace(TAG, '<aside style="flex: 0 0 240px">TAG</aside>'),
  ],
  'a column of text': ['<div style="columns: 2 240px">TAG</div>'],
  'a box without wrapping': ['<div style="float: left; white-space: nowrap">TAG</div>'],
  'a block, as a float': ['<div style="overflow: hidden">TAG</div>', 'float: right; margin: 0 16px'],
  'a block, as a fixed box': ['<div>TAG</div>', 'position: fixed; left: 0; bottom: 0; margin: 8px'],
  'a block, as a fixed box between two sides': ['<div>TAG</div>', 'position: fixed; left: 8px; right: 8px; bottom: 0'],
  'a block, as an absolute box': ['<div>TAG</div>', 'position: absolute; left: 20px; top: 0'],
  'a block, with padding and a margin': ['<div style="overflow: hidden">TAG</div>', 'padding: 0 8px; margin: 0 8px'],
  'a block, narrow and centred': ['<div>TAG</div>', 'max-width: 240px; margin: 0 auto'],
  'a vertical block': ['<div style="writing-mode: vertical-rl; width: 100%; height: 300px">TAG</div>'],
  ...displayed('a block', '<div>TAG</div>', 'flex grid inline-flex inline-block inline contents table list-item'),
  ...displayed('a float', '<div style="float: left">TAG</div>', 'flex inline-block inline contents'),
  ...displayed('a flex row', row(), 'flex inline-block contents'),
};
