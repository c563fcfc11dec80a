// The document around the strip, which is the same for all pages.

/**
 * The styles of a quote on the pages of the peers. The ticker gets the same font, height and gap, and the rule that Getting
 * started recommends for the time before its script has run; with the line of its age, it is 37 px high.
 */
const styles = `
  body { margin: 0; font: 16px/1.5 sans-serif; }
  h1 { margin: 8px 16px; }
  article { padding: 0 16px; }
  .quote { display: inline-flex; flex: none; gap: 0.5em; padding: 4px 14px; font: 14px/24px sans-serif;
    font-variant-numeric: tabular-nums; white-space: nowrap; }
  .up .move { color: #0b7a3e; }
  .down .move { color: #c4162a; }
  market-ticker { --market-ticker-font: 14px/24px sans-serif; --market-ticker-gap: 28px;
    --market-ticker-block-size: 32px; --market-ticker-flash-duration: 0s; } /* no peer flashes */
  market-ticker:not(:defined) { display: block; block-size: 37px; }`;

const sentence = 'The quick brown fox jumps over the lazy dog while markets move sideways in thin trading. ';
const article = `<article>${`<p>${sentence.repeat(7)}</p>`.repeat(10)}</article>`;

/** Scripts are inline, so that the network is not measured. */
const inline = (script) => `<script type="module">${script.replaceAll('</script', '<\\/script')}</script>`;

/**
 * @param {{ name: string, markup?: (place: object) => string }} page
 * @param {string[]} scripts
 * @param {{ feed?: string, stream?: string, data?: object, reserve?: boolean }} place where the page finds its quotes:
 *   addresses, or the feed itself as `data`; with or without room reserved for the strip
 */
export function documentOf(page, scripts, place) {
  const { feed = '', stream = '', data, reserve } = place;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${page.name}</title>
<style>${styles}${reserve ? '#app { min-height: 32px; }' : ''}</style>
</head>
<body data-feed="${feed}" data-stream="${stream}">
<h1>Headline of the page</h1>
<div id="app">${page.markup?.(place) ?? ''}</div>
${article}
${data && !page.markup ? `<script type="application/json" id="data">${JSON.stringify(data)}</script>` : ''}
<script>performance.mark('script')</script>
${scripts.map(inline).join('\n')}
</body>
</html>`;
}
