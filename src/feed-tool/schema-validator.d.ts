/** The function that `schemaValidator` in vite.feed-tool.ts creates from a schema. */
declare module '*.schema.json?validate' {
  import type { ErrorObject } from 'ajv';

  const validate: { (data: unknown): boolean; errors?: ErrorObject[] | null };
  export default validate;
}
