/** The Vite plugin in `demo/server/cdn-files.ts` generates this module. */
declare module 'virtual:cdn-files' {
  /** The version of the package. */
  export const version: string;
  /** Whether npm and its CDNs have the package. */
  export const isPublished: boolean;
  /** The hash (`sha384-…`) of each file below `dist/cdn`; empty before `npm run build`. */
  export const integrity: Readonly<Record<string, string>>;
}
