/** Made by `demo/server/cdn-files.ts`. */
declare module 'virtual:cdn-files' {
  /** Of the package. */
  export const version: string;
  /** `sha384-…` by file below `dist/cdn`; empty before `npm run build`. */
  export const integrity: Readonly<Record<string, string>>;
}
