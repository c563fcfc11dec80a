/// <reference types="vite/client" />
import 'market-ticker';

const strip = document.querySelector('market-ticker')!;
const form = document.querySelector('form')!;
const statusOutput = document.querySelector('output')!;
const logRows = document.querySelector('tbody')!;
/** Each page gets a feed of its own on the server, under a random name. */
const name = Math.random().toString(36).slice(2);
const labUrl = `./faults/${name}`;

/** The maximum number of events in the log. */
const MAX_ROWS = 30;

/** Adds an event to the top of the log. */
function log(event: string, details: string): void {
  const row = logRows.insertRow(0);
  for (const text of [new Date().toLocaleTimeString('en-GB'), event, details]) row.insertCell().textContent = text;
  for (const old of [...logRows.rows].slice(MAX_ROWS)) old.remove();
}

const { next, noNext } = document.querySelector<HTMLElement>('.log')!.dataset;
const nextTry = (retryAt: number | null): string =>
  retryAt === null ? noNext! : next!.replace('{s}', ((retryAt - Date.now()) / 1000).toFixed(1));

strip.addEventListener('market-ticker-update', ({ changed }) => log('update', changed.join(', ')));
strip.addEventListener('market-ticker-error', ({ kind, status, retryAt }) =>
  log('error', [kind, status, nextTry(retryAt)].filter(Boolean).join(' · ')),
);
strip.addEventListener('market-ticker-issues', ({ issues }) =>
  log('issues', issues.map(({ path, rule, action }) => `${path} ${rule} ${action}`).join(' · ')),
);
setInterval(() => {
  if (statusOutput.value !== strip.status) statusOutput.value = strip.status;
}, 200);

let offline = false;
// The server simulates all faults. For a lost connection it breaks every request, and the browser reports that it is offline.
Object.defineProperty(navigator, 'onLine', { get: () => !offline, configurable: true });

async function applyFault(): Promise<void> {
  const fault = (form.elements.namedItem('fault') as RadioNodeList).value;
  if ((form.elements.namedItem('stream') as HTMLInputElement).checked) strip.setAttribute('stream', `${labUrl}/stream`);
  else strip.removeAttribute('stream');
  await fetch(labUrl, { method: 'PUT', body: fault === 'offline' ? 'reset' : fault });
  if (offline === (fault === 'offline')) return;
  offline = !offline;
  dispatchEvent(new Event(offline ? 'offline' : 'online'));
}

form.addEventListener('submit', (event) => event.preventDefault());
if (import.meta.hot) {
  form.addEventListener('change', () => void applyFault());
  await applyFault();
  strip.setAttribute('src', `${labUrl}/markets.json`);
} else {
  // The built demo consists of static files, so it has no server that could fail on demand.
  strip.setAttribute('src', './markets.json');
  form.inert = true;
  document.querySelector<HTMLElement>('.static')!.hidden = false;
}
