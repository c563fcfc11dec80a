// Generates the custom elements manifest (https://github.com/webcomponents/custom-elements-manifest) from the code and
// the JSDoc in src/. The files for editors, the types for frameworks and the tables in the chapters are generated
// from the manifest.
import { cli } from '@custom-elements-manifest/analyzer/cli.js';

export const analyse = () =>
  cli({ argv: ['analyze', '--config', 'scripts/manifest/analyzer.config.mjs', '--quiet'], noWrite: true });

/** Returns the declaration of the element. */
export const elementOf = (manifest) =>
  manifest.modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName);

/** Returns the declaration with the given name. */
export const declarationOf = (manifest, name) =>
  manifest.modules.flatMap(({ declarations }) => declarations).find((declaration) => declaration.name === name);
