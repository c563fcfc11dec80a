export const isPublished: boolean;
export const repository: string;
