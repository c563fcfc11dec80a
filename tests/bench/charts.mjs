// Draws charts as SVG that are legible on light and on dark backgrounds.
import { parse, View } from 'vega';
import { compile } from 'vega-lite';

const BLUE = '#2f81f7';
const GREY = '#8b949e';

/** Text has the colour of the page's colour scheme, which an SVG in an <img> knows too. */
const scheme = `<style>svg { color: #1f2328; } @media (prefers-color-scheme: dark) { svg { color: #e6edf3; } }</style>`;

const config = {
  background: null,
  font: 'sans-serif',
  view: { stroke: null },
  axis: { labelColor: 'currentColor', titleColor: 'currentColor', grid: false, domain: false, ticks: false },
  title: { color: 'currentColor', anchor: 'start', fontSize: 13 },
  text: { color: 'currentColor' },
};

/**
 * @typedef {{ page: string, value: number, label: string, own: boolean }} Bar
 * @param {{ title: string, bars: Bar[], scale?: object, first?: boolean }} panel
 */
function panelOf({ title, bars, scale, first }) {
  const y = {
    field: 'page',
    type: 'nominal',
    sort: null,
    axis: { title: null, labels: first, labelLimit: 240, labelFontSize: 12, labelPadding: 8 },
  };
  const x = { field: 'value', type: 'quantitative', scale, axis: null };
  return {
    title,
    width: 220,
    height: { step: 22 },
    data: { values: bars },
    encoding: { y, x },
    layer: [
      {
        mark: { type: 'bar', height: 14, cornerRadiusEnd: 2 },
        encoding: { color: { condition: { test: 'datum.own', value: BLUE }, value: GREY } },
      },
      { mark: { type: 'text', align: 'left', dx: 4, fontSize: 11 }, encoding: { text: { field: 'label' } } },
    ],
  };
}

/**
 * Panels of horizontal bars side by side, with the names of the pages before the first.
 * @returns {Promise<string>} SVG
 */
export async function barChart(title, panels) {
  const { spec } = compile({
    title: { text: title, fontSize: 15, offset: 14 },
    hconcat: panels.map((panel, index) => panelOf({ ...panel, first: index === 0 })),
    spacing: 56,
    padding: { left: 5, top: 5, right: 60, bottom: 5 },
    config,
  });
  const svg = await new View(parse(spec), { renderer: 'none' }).toSVG();
  return svg.replace(/(<svg[^>]*>)/, `$1${scheme}`);
}
