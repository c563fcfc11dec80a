/// <reference types="vite/client" />
import 'market-ticker';

const strip = document.querySelector('market-ticker')!;
const form = document.querySelector('form')!;
const output = document.querySelector('output')!;
const body = document.querySelector('tbody')!;
const name = Math.random().toString(36).slice(2);
const lab = `./faults/${name}`;

/** The newest first, and no more than a reader goes through. */
const MOST = 30;

function log(event: string, carries: string): void {
  const row = body.insertRow(0);
  for (const text of [new Date().toLocaleTimeString('en-GB'), event, carries]) row.insertCell().textContent = text;
  for (const old of [...body.rows].slice(MOST)) old.remove();
}

const seconds = (retryAt: number | null): string =>
  retryAt === null ? 'no next try' : `next try in ${((retryAt - Date.now()) / 1000).toFixed(1)} s`;

strip.addEventListener('market-ticker-update', ({ changed }) => log('update', changed.join(', ')));
strip.addEventListener('market-ticker-error', ({ kind, status, retryAt }) =>
  log('error', [kind, status, seconds(retryAt)].filter(Boolean).join(' · ')),
);
strip.addEventListener('market-ticker-issues', ({ issues }) =>
  log('issues', issues.map(({ path, rule, action }) => `${path} ${rule} ${action}`).join(' · ')),
);
setInterval(() => {
  if (output.value !== strip.status) output.value = strip.status;
}, 200);

let offline = false;
// A browser tells of it by these two alone; what else the network does is the server's part.
Object.defineProperty(navigator, 'onLine', { get: () => !offline, configurable: true });

async function choose(): Promise<void> {
  const fault = (form.elements.namedItem('fault') as RadioNodeList).value;
  if ((form.elements.namedItem('stream') as HTMLInputElement).checked) strip.setAttribute('stream', `${lab}/stream`);
  else strip.removeAttribute('stream');
  if (offline !== (fault === 'offline')) {
    offline = !offline;
    dispatchEvent(new Event(offline ? 'offline' : 'online'));
  }
  await fetch(lab, { method: 'PUT', body: fault });
}

form.addEventListener('submit', (event) => event.preventDefault());
if (import.meta.hot) {
  form.addEventListener('change', () => void choose());
  await choose();
  strip.setAttribute('src', `${lab}/markets.json`);
} else {
  // A built demo is files alone.
  strip.setAttribute('src', './markets.json');
  form.inert = true;
  log('demo', 'Nothing can be broken here: this page needs the demo’s server, npm start.');
}
