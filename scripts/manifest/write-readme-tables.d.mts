export function readme(): Promise<string>;
