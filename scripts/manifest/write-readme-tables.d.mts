export function readmeWithTagTables(): Promise<string>;
