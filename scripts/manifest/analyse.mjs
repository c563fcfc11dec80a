// The custom elements manifest (https://github.com/webcomponents/custom-elements-manifest), from the code and JSDoc of
// src/. All that tools and readers are told about the tag is made of it.
import { cli } from '@custom-elements-manifest/analyzer/cli.js';

export const analyse = () =>
  cli({ argv: ['analyze', '--config', 'scripts/manifest/analyzer.config.mjs', '--quiet'], noWrite: true });

/** The element in a manifest. */
export const elementOf = (manifest) =>
  manifest.modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName);

/** A class of a manifest, by its name. */
export const declarationOf = (manifest, name) =>
  manifest.modules.flatMap(({ declarations }) => declarations).find((declaration) => declaration.name === name);
