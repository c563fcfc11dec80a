/**
 * Returns the files of the WordPress plugin by their paths in its zip. The plugin's `script` folder is `dist/cdn`, which must have
 * been built. `%version%` in the sources becomes the version of the package.
 */
export function pluginFiles(): Map<string, Buffer>;
