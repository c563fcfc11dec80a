export function generateSchemaDocs(): Promise<Record<string, string>>;
