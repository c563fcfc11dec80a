// What changes when the project gets a home. Change it here, then run `npm run project`.

/** Whether npm and its CDNs have the package. Until then, the docs and the tag builder name the files of a release. */
export const isPublished = false;

/** The address of the repository. It is a placeholder until there is one. */
export const repository = 'https://github.com/your-organisation/market-ticker';
