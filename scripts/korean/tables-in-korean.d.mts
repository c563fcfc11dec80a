type Tables = Record<string, string[][]>;

export function tablesInKorean(tables: Tables, texts: Record<string, string>, links?: Record<string, string>): Tables;
