export function chaptersWithTables(): Promise<Record<string, string>>;
