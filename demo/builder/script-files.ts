import { DEFAULTS, type State } from './state.js';

/** The package, as the module `virtual:cdn-files` describes it. */
export interface CdnFiles {
  readonly version: string;
  /** Whether npm and its CDNs have the package. */
  readonly isPublished: boolean;
  /** The hash of each file below `dist/cdn`, such as `adapters/naver.js`; empty if the package has not been built. */
  readonly integrity: Readonly<Record<string, string>>;
}

/** A file that the page loads by a script tag. */
export interface ScriptFile {
  /** Its path below `dist/cdn`. */
  readonly file: string;
  /** The id of the script module in WordPress. */
  readonly id: string;
  readonly url: string;
  readonly integrity: string | undefined;
}

/** The folder that the zip of a release makes in the root folder of a site. */
const OWN_FOLDER = '/market-ticker/';
const CDN_FOLDER = 'https://cdn.jsdelivr.net/npm/market-ticker@VERSION/dist/cdn/';

/** Returns the folder that the scripts are loaded from, unless another one is given: a CDN can only have a published package. */
export const suggestedFolder = ({ isPublished }: CdnFiles): string => (isPublished ? CDN_FOLDER : OWN_FOLDER);

/** Returns whether the scripts are in a folder of the publisher's own site, to which they have to be copied. */
export const isSelfHosted = (state: State, cdn: CdnFiles): boolean =>
  !/^(https?:)?\/\//i.test(state.cdn || suggestedFolder(cdn));

/** Returns the adapter's file, in a list that is empty for `canonical`, which the tag has built in. */
export const adapterFiles = ({ adapter }: State): string[] =>
  adapter === DEFAULTS.adapter ? [] : [`adapters/${adapter}.js`];

/**
 * Returns the files to load. The adapter comes first: otherwise a feed could arrive before its adapter is registered, and could
 * not be read. Files of another host have their hashes. Those of the own site have none, so that a new version can replace them.
 */
export function scriptFiles(state: State, cdn: CdnFiles): ScriptFile[] {
  const base = (state.cdn || suggestedFolder(cdn)).replaceAll('VERSION', cdn.version).replace(/\/?$/, '/');
  const withHash = !isSelfHosted(state, cdn);
  return [...adapterFiles(state), 'market-ticker.js'].map((file) => ({
    file,
    id: file.replace('adapters/', 'market-ticker-').replace('.js', ''),
    url: base + file,
    integrity: withHash ? cdn.integrity[file] : undefined,
  }));
}
